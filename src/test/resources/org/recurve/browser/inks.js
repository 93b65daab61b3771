// What can be read on a page, with its colour and the colour behind it.

function paperOf(element) {
    for (let behind = element; behind; behind = behind.parentElement) {
        const color = getComputedStyle(behind).backgroundColor;
        if (color !== "rgba(0, 0, 0, 0)") {
            return color;
        }
    }
    throw new Error("the page has no background of its own");
}

// Every text that is shown below an element.
function texts(root) {
    const found = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const element = walk.currentNode.parentElement;
        const what = walk.currentNode.data.trim();
        if (what && element.checkVisibility() && !element.closest("script, style")) {
            found.push({
                what: what.slice(0, 40), ink: getComputedStyle(element).color, paper: paperOf(element)
            });
        }
    }
    return found;
}

// Elements of pictures. A page cannot look into an image, so the picture that the image
// holds is put into the page for a moment.
function inPictures(images, selector) {
    const found = [];
    for (const image of document.querySelectorAll(images)) {
        const base64 = image.src.split("data:image/svg+xml;base64,")[1];
        const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
        const holder = document.createElement("div");
        holder.innerHTML = new TextDecoder().decode(bytes);
        document.body.append(holder);
        const paper = holder.querySelector(".recurve-paper");
        for (const part of paper ? holder.querySelectorAll(selector) : []) {
            const style = getComputedStyle(part);
            const text = part.localName === "text";
            found.push({
                what: text ? part.textContent : part.getAttribute("class"),
                ink: text ? style.fill : style.stroke,
                paper: getComputedStyle(paper).fill
            });
        }
        holder.remove();
    }
    return found;
}

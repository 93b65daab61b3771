package org.recurve.kernel;

import com.sun.source.doctree.CommentTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.SimpleDocTreeVisitor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A documentation comment for a reader, as Markdown or as plain text. */
final class JavadocText extends SimpleDocTreeVisitor<Void, Void> {
    private static final Map<String, String> NOTES =
            Map.of("apiNote", "Note", "implSpec", "Implementation", "implNote", "Implementation");

    private final DocTrees trees;
    private String inherited;
    private final DocWriter out;

    private JavadocText(DocTrees trees, boolean markdown, String inherited) {
        this.trees = trees;
        this.inherited = inherited;
        out = new DocWriter(markdown);
    }

    /**
     * {@return a whole comment}
     *
     * @param markdown or plain text
     * @param inherited in place of <code>{&#64;inheritDoc}</code>
     */
    static String of(DocTrees trees, DocCommentTree comment, boolean markdown, String inherited) {
        JavadocText text = new JavadocText(trees, markdown, inherited);
        text.comment(comment);
        return text.out.text();
    }

    /** {@return the part of a comment that says what the thing is, without its tags} */
    static String description(DocTrees trees, DocCommentTree comment, boolean markdown) {
        return part(trees, comment.getFullBody(), markdown);
    }

    /** {@return the first sentence of a comment} */
    static String firstSentence(DocTrees trees, DocCommentTree comment, boolean markdown) {
        return part(trees, comment.getFirstSentence(), markdown);
    }

    /** {@return what a comment says of one parameter, or the empty string} */
    static String parameter(DocTrees trees, DocCommentTree comment, String name, boolean markdown) {
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree parameter
                    && parameter.getName().getName().contentEquals(name)) {
                return part(trees, parameter.getDescription(), markdown);
            }
        }
        return "";
    }

    private static String part(DocTrees trees, List<? extends DocTree> content, boolean markdown) {
        JavadocText text = new JavadocText(trees, markdown, "");
        text.visit(content, null);
        return text.out.text();
    }

    private void comment(DocCommentTree comment) {
        List<? extends DocTree> tags = comment.getBlockTags();
        section(tags, DeprecatedTree.class, "Deprecated", DeprecatedTree::getBody);
        visit(comment.getFullBody(), null);
        inherited = "";
        list(tags, ParamTree.class, "Parameters", this::parameter);
        section(tags, ReturnTree.class, "Returns", ReturnTree::getDescription);
        list(tags, ThrowsTree.class, "Throws", this::thrown);
        for (DocTree tag : tags) {
            if (tag instanceof UnknownBlockTagTree note && NOTES.containsKey(note.getTagName())) {
                heading(NOTES.get(note.getTagName()));
                visit(note.getContent(), null);
            }
        }
        list(tags, SeeTree.class, "See", see -> see(see.getReference()));
    }

    private <T extends DocTree> void section(
            List<? extends DocTree> tags,
            Class<T> kind,
            String heading,
            Function<T, List<? extends DocTree>> content) {
        for (DocTree tag : tags) {
            if (kind.isInstance(tag)) {
                heading(heading);
                visit(content.apply(kind.cast(tag)), null);
            }
        }
    }

    private <T extends DocTree> void list(
            List<? extends DocTree> tags, Class<T> kind, String heading, Consumer<T> item) {
        List<T> found = tags.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (!found.isEmpty()) {
            out.paragraph();
            out.mark("**" + heading + "**", heading + ":");
            out.startList();
            for (T one : found) {
                out.item();
                item.accept(one);
            }
            out.endList();
        }
    }

    private void heading(String heading) {
        out.paragraph();
        out.mark("**" + heading + "**", heading + ":");
        out.text(" ");
    }

    private void parameter(ParamTree tag) {
        String name = tag.getName().toString();
        out.code(tag.isTypeParameter() ? "<" + name + ">" : name);
        out.text(": ");
        visit(tag.getDescription(), null);
    }

    private void thrown(ThrowsTree tag) {
        out.code(tag.getExceptionName().getSignature());
        out.text(": ");
        visit(tag.getDescription(), null);
    }

    private void see(List<? extends DocTree> content) {
        if (content.size() == 1 && content.get(0) instanceof ReferenceTree reference) {
            out.code(name(reference));
        } else {
            visit(content.stream().filter(one -> !(one instanceof ReferenceTree)).toList(), null);
        }
    }

    /** Members as in code: {@code List.size}, not {@code List#size}. */
    private static String name(ReferenceTree reference) {
        return reference.getSignature().replaceFirst("^#", "").replace('#', '.');
    }

    @Override
    public Void visitText(TextTree tree, Void unused) {
        out.text(tree.getBody());
        return null;
    }

    @Override
    public Void visitEntity(EntityTree tree, Void unused) {
        String characters = trees.getCharacters(tree);
        out.text(characters == null ? tree.toString() : characters);
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree tree, Void unused) {
        if (tree.getKind() == DocTree.Kind.CODE) {
            out.code(tree.getBody().getBody());
        } else {
            out.text(tree.getBody().getBody());
        }
        return null;
    }

    @Override
    public Void visitLink(LinkTree tree, Void unused) {
        if (!tree.getLabel().isEmpty()) {
            visit(tree.getLabel(), null);
        } else if (tree.getKind() == DocTree.Kind.LINK) {
            out.code(name(tree.getReference()));
        } else {
            out.text(name(tree.getReference()));
        }
        return null;
    }

    @Override
    public Void visitValue(ValueTree tree, Void unused) {
        out.code(tree.getReference() == null ? "this value" : name(tree.getReference()));
        return null;
    }

    @Override
    public Void visitReturn(ReturnTree tree, Void unused) {
        out.text("Returns ");
        visit(tree.getDescription(), null);
        out.text(".");
        return null;
    }

    @Override
    public Void visitInheritDoc(InheritDocTree tree, Void unused) {
        if (!inherited.isEmpty()) {
            out.finished(inherited);
        }
        return null;
    }

    @Override
    public Void visitSummary(SummaryTree tree, Void unused) {
        return visit(tree.getSummary(), null);
    }

    @Override
    public Void visitUnknownInlineTag(UnknownInlineTagTree tree, Void unused) {
        return visit(tree.getContent(), null);
    }

    @Override
    public Void visitErroneous(ErroneousTree tree, Void unused) {
        out.text(tree.getBody());
        return null;
    }

    /** Newer kinds of content, such as snippets, as they stand in the source. */
    @Override
    protected Void defaultAction(DocTree tree, Void unused) {
        if (!(tree instanceof CommentTree)) {
            out.text(tree.toString());
        }
        return null;
    }

    @Override
    public Void visitStartElement(StartElementTree tree, Void unused) {
        switch (tree.getName().toString().toLowerCase(Locale.ROOT)) {
            case "p", "dl", "blockquote", "div", "table" -> out.paragraph();
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                out.paragraph();
                out.mark("**", "");
            }
            case "br", "dt", "tr" -> out.line();
            case "dd", "td", "th" -> out.text(" ");
            case "ul", "ol" -> out.startList();
            case "li" -> out.item();
            case "pre" -> out.startBlock();
            case "b", "strong" -> out.mark("**", "");
            case "i", "em", "var", "dfn", "cite" -> out.mark("*", "");
            case "code", "tt" -> out.mark("`", "");
            case "sub" -> out.mark("<sub>", "_");
            case "sup" -> out.mark("<sup>", "^");
            default -> {
                // Has no form of its own here; what it holds is shown.
            }
        }
        return null;
    }

    @Override
    public Void visitEndElement(EndElementTree tree, Void unused) {
        switch (tree.getName().toString().toLowerCase(Locale.ROOT)) {
            case "p", "dl", "blockquote", "div", "table" -> out.paragraph();
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                out.mark("**", "");
                out.paragraph();
            }
            case "ul", "ol" -> out.endList();
            case "pre" -> out.endBlock();
            case "b", "strong" -> out.mark("**", "");
            case "i", "em", "var", "dfn", "cite" -> out.mark("*", "");
            case "code", "tt" -> out.mark("`", "");
            case "sub" -> out.mark("</sub>", "");
            case "sup" -> out.mark("</sup>", "");
            default -> {
                // As its start.
            }
        }
        return null;
    }
}

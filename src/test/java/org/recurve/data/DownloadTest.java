package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.core.RecurveException;

class DownloadTest {
    private static final byte[] BYTES = new byte[300_000];

    static {
        Random random = new Random(3);
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (i % 60 == 59 ? '\n' : 'a' + random.nextInt(26));
        }
    }

    @TempDir Path folder;
    private final List<ProgressEvent> events = new CopyOnWriteArrayList<>();
    private FileServer server;
    private Events.Subscription subscription;
    private Path cache;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        cache = folder.resolve("cache");
        subscription =
                Events.subscribe(
                        event -> {
                            if (event instanceof ProgressEvent p
                                    && p.id().startsWith("download-")) {
                                events.add(p);
                            }
                        });
    }

    @AfterEach
    void stop() {
        subscription.close();
        server.close();
    }

    private static String sha(byte[] bytes) throws IOException {
        return Sha256.of(new ByteArrayInputStream(bytes)).hex();
    }

    private DataFile file(String name, byte[] bytes, String... from) throws IOException {
        return new DataFile(
                "t/" + name, name, bytes == null ? null : sha(bytes), -1, List.of(from));
    }

    private DataCatalog catalog(DataFile... files) {
        return new DataCatalog(List.of(DataCatalogTest.corpus(files)), null, cache);
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> cache.relativize(f).toString().replace('\\', '/'))
                    .filter(f -> !f.equals(".partial/lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void downloadsVerifiesAndReadsOnce() throws IOException {
        server.put("/a", BYTES);
        DataCatalog catalog = catalog(file("train", BYTES, server.address("/a")));
        assertThat(catalog.list().get(0).state()).isEqualTo(DataListing.State.ABSENT);
        assertThat(catalog.fetch("tiny")).containsExactly(cache.resolve("t/train").toString());
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
        assertThat(cached()).containsExactly("t/train");

        TokenStream train = TextCorpus.builder().catalog(catalog).dataset("tiny").build().train();
        assertThat(train.size()).isEqualTo(10_000);
        assertThat(train.provenance().files().get(0).verified()).isTrue();
        assertThat(server.requests).containsExactly("/a");

        ProgressEvent last = events.get(events.size() - 1);
        assertThat(last.finished()).isTrue();
        assertThat(last.done()).isEqualTo(BYTES.length);
        assertThat(last.total()).isEqualTo(BYTES.length);
        assertThat(last.unit()).isEqualTo("bytes");
        assertThat(last.task()).isEqualTo("tiny: a");
    }

    @Test
    void goesOnWhereACutConnectionStopped() throws IOException {
        server.put("/a", BYTES);
        server.stopAfter = 100_000;
        DataCatalog catalog = catalog(file("train", BYTES, server.address("/a")));
        assertThatThrownBy(() -> catalog.fetch("tiny"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("split \"train\" of tiny needs train in")
                .hasMessageContaining("Not downloaded: " + server.address("/a"));
        assertThat(Files.exists(cache.resolve("t/train"))).isFalse();
        assertThat(events.get(events.size() - 1).finished()).isTrue();

        server.stopAfter = -1;
        catalog.fetch("tiny");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
        assertThat(server.requests).hasSize(2);
        assertThat(server.requests.get(1)).matches("/a bytes=[1-9]\\d*-");
        assertThat(cached()).containsExactly("t/train");
    }

    @Test
    void beginsAnewWhereTheFileChangedMeanwhile() throws IOException {
        byte[] old = BYTES.clone();
        old[0] = '!';
        server.put("/a", old);
        server.stopAfter = 100_000;
        DataCatalog catalog = catalog(file("train", BYTES, server.address("/a")));
        assertThatThrownBy(() -> catalog.fetch("tiny")).isInstanceOf(RecurveException.class);
        server.stopAfter = -1;
        server.put("/a", BYTES);
        catalog.fetch("tiny");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
    }

    @Test
    void beginsAnewWhereVersionsCannotBeTold() throws IOException {
        server.put("/a", BYTES);
        server.tags = false;
        server.stopAfter = 100_000;
        DataCatalog catalog = catalog(file("train", BYTES, server.address("/a")));
        assertThatThrownBy(() -> catalog.fetch("tiny")).isInstanceOf(RecurveException.class);
        server.stopAfter = -1;
        catalog.fetch("tiny");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
        assertThat(server.requests).containsExactly("/a", "/a");
    }

    @Test
    void corruptDownloadIsSetAside() throws IOException {
        byte[] wrong = "<html>not the file</html>".getBytes(StandardCharsets.UTF_8);
        server.put("/a", wrong).put("/b", BYTES);
        DataCatalog catalog =
                catalog(
                        file("test", BYTES, server.address("/b")),
                        file("train", BYTES, server.address("/a")));
        assertThatThrownBy(() -> catalog.fetch("tiny"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("expected SHA-256 " + sha(BYTES))
                .hasMessageContaining("got " + sha(wrong) + " (25 bytes)")
                .hasMessageContaining(cache.resolve("t/train.corrupt").toString());
        assertThat(cached()).containsExactly("t/test", "t/train.corrupt");
        assertThat(cache.resolve("t/train.corrupt")).hasBinaryContent(wrong);

        server.put("/a", BYTES);
        catalog.fetch("tiny");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
    }

    @Test
    void triesTheNextAddressAndNamesAllThatFailed() throws IOException {
        server.put("/b", BYTES);
        String none = server.address("/none");
        catalog(file("train", BYTES, none, server.address("/b"))).fetch("tiny");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
        assertThatThrownBy(() -> catalog(file("test", null, none, none + "2")).fetch("tiny"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(none + ": the server answered HTTP 404; " + none + "2: the");
    }

    @Test
    void unreachableServerIsNamed() throws IOException {
        String address = server.address("/a");
        server.close();
        assertThatThrownBy(() -> catalog(file("train", null, address)).fetch("tiny"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("Not downloaded: " + address + ": ");
    }

    @Test
    void unknownHostIsSaid() throws IOException {
        // The top-level domain "invalid" never resolves (RFC 6761).
        DataCatalog catalog = catalog(file("train", null, "http://recurve.invalid/a"));
        assertThatThrownBy(() -> catalog.fetch("tiny"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("http://recurve.invalid/a: the host is unknown");
    }

    @Test
    void interruptEndsASilentDownloadAndKeepsWhatCame() throws Exception {
        server.put("/a", BYTES);
        server.stopAfter = 200_000;
        server.hang = true;
        DataCatalog catalog = catalog(file("train", BYTES, server.address("/a")));
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                catalog.fetch("tiny");
                            } catch (CancellationException | RecurveException e) {
                                thrown.add(e);
                            }
                        });
        thread.start();
        while (partialBytes() < 200_000) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();
        assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
        assertThat(Files.exists(cache.resolve("t/train"))).isFalse();

        server.stopAfter = -1;
        catalog.fetch("tiny");
        assertThat(server.requests).containsExactly("/a", "/a bytes=200000-");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
    }

    private long partialBytes() throws IOException {
        Path partial = cache.resolve(".partial");
        if (!Files.isDirectory(partial)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(partial)) {
            return files.filter(f -> f.toString().endsWith("-a"))
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        }
    }

    @Test
    void unzipsTheMembersOfTheSetAndNothingElse() throws IOException {
        Map<String, byte[]> members = new TreeMap<>();
        members.put("../../evil", BYTES);
        members.put("/evil", BYTES);
        members.put("x/one.txt", BYTES);
        members.put("x/two.txt", new byte[] {'a'});
        server.put("/a.zip", zip(members));
        String address = server.address("/a.zip!/x/");
        DataCatalog catalog =
                catalog(
                        file("train", BYTES, address + "one.txt"),
                        file("test", new byte[] {'a'}, address + "two.txt"));
        catalog.fetch("tiny");
        assertThat(server.requests).containsExactly("/a.zip");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
        assertThat(cached()).containsExactly("t/test", "t/train");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(cache);
        }
    }

    @Test
    void untarsFilesButNoLinks() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            TarArchiveEntry link = new TarArchiveEntry("x/link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            TarArchiveEntry plain = new TarArchiveEntry("x/one.txt");
            plain.setSize(BYTES.length);
            tar.putArchiveEntry(plain);
            tar.write(BYTES);
            tar.closeArchiveEntry();
        }
        server.put("/a.tgz", bytes.toByteArray()).put("/a.tar.gz", bytes.toByteArray());
        catalog(file("train", BYTES, server.address("/a.tgz!/x/one.txt"))).fetch("tiny");
        catalog(file("test", BYTES, server.address("/a.tar.gz!/x/one.txt"))).fetch("tiny");
        assertThat(cached()).containsExactly("t/test", "t/train");
        assertThatThrownBy(
                        () ->
                                catalog(file("link", null, server.address("/a.tgz!/x/link")))
                                        .fetch("tiny"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("a.tgz has no member x/link");
    }

    @Test
    void damagedArchiveIsFetchedAnew() throws IOException {
        byte[] good = zip(Map.of("x", BYTES));
        byte[] bad = good.clone();
        bad[good.length / 2] ^= 1;
        server.put("/a.zip", bad);
        DataCatalog catalog = catalog(file("train", null, server.address("/a.zip!/x")));
        assertThatThrownBy(() -> catalog.fetch("tiny"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("a.zip");
        assertThat(Files.exists(cache.resolve("t/train"))).isFalse();
        server.put("/a.zip", good);
        catalog.fetch("tiny");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
    }

    @Test
    void unzipsASingleGzipFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(BYTES);
        }
        server.put("/a.gz", bytes.toByteArray());
        catalog(file("train", BYTES, server.address("/a.gz"))).fetch("tiny");
        assertThat(cache.resolve("t/train")).hasBinaryContent(BYTES);
        assertThat(cached()).containsExactly("t/train");
    }

    @Test
    void cacheThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(cache, "a file where the folder should be");
        server.put("/a", BYTES);
        assertThatThrownBy(() -> catalog(file("train", BYTES, server.address("/a"))).fetch("tiny"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("cannot write to the cache " + cache)
                .hasMessageContaining("set RECURVE_CACHE");
    }

    private static byte[] zip(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}

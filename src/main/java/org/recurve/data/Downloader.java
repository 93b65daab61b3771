package org.recurve.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files of the catalogue into the cache. A file appears there under its name only when it
 * is complete and its hash was found right; what is under way lies in {@code .partial}. One
 * download at a time runs in a cache, whichever process it is in.
 */
final class Downloader {
    private static final Logger LOG = LoggerFactory.getLogger(Downloader.class);
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final Path cache;
    private final Path partial;

    Downloader(Path cache) {
        this.cache = cache;
        partial = cache.resolve(".partial");
    }

    /**
     * Fetches a file, and with it all files of the set that come in the same archive.
     *
     * @param set the set
     * @param file one of its files
     * @return where it lies
     * @throws RecurveException if none of its addresses gives the right file; the message has the
     *     reason for each
     * @throws CancellationException if this thread was interrupted; what had come is kept, and the
     *     next download goes on from there
     */
    Path fetch(DataSet set, DataFile file) {
        Path target = cache.resolve(file.path());
        try {
            IN_PROCESS.lockInterruptibly();
        } catch (InterruptedException e) {
            CancellationException stopped =
                    new CancellationException(
                            "download of " + file.fileName() + " was interrupted");
            stopped.initCause(e);
            throw stopped;
        }
        try {
            makeFolder(partial);
            try (FileChannel channel =
                            FileChannel.open(
                                    partial.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(target)) {
                    fetchFromAny(set, file);
                }
                return target;
            }
        } catch (IOException e) {
            Cancellation.check("download of " + file.fileName());
            throw unwritable(e);
        } finally {
            IN_PROCESS.unlock();
        }
    }

    private void fetchFromAny(DataSet set, DataFile file) {
        if (file.from().isEmpty()) {
            throw new RecurveException(
                    "no address gives this file as it is: see "
                            + set.homepage()
                            + " and put it there yourself");
        }
        List<String> failures = new ArrayList<>();
        RecurveException failure = new RecurveException("no address");
        for (String address : file.from()) {
            try {
                fetchFrom(set, file, address);
                return;
            } catch (IOException e) {
                Cancellation.check("download of " + file.fileName());
                failure = new RecurveException(address + ": " + reason(e), e);
            } catch (RecurveException e) {
                failure = new RecurveException(address + ": " + e.getMessage(), e);
            }
            failures.add(failure.getMessage());
        }
        throw new RecurveException(String.join("; ", failures), failure);
    }

    private void fetchFrom(DataSet set, DataFile wanted, String address) throws IOException {
        String url = address.split("!/", 2)[0];
        String name = url.substring(url.lastIndexOf('/') + 1);
        String key = Integer.toHexString(url.hashCode()) + "-" + name;
        Path got = partial.resolve(key);
        new Transfer(URI.create(url), got, set.name() + ": " + name).run();

        Map<DataFile, Path> fresh = new LinkedHashMap<>();
        if (address.contains("!/")) {
            Map<String, Path> members = new LinkedHashMap<>();
            for (DataFile file : set.files()) {
                for (String from : file.from()) {
                    if (from.startsWith(url + "!/")) {
                        Path path = partial.resolve(key + "-" + file.fileName());
                        members.put(from.substring(url.length() + 2), path);
                        fresh.put(file, path);
                    }
                }
            }
            unpack(got, () -> Archives.extract(got, name, members));
        } else {
            boolean zipped = name.endsWith(".gz") && !wanted.path().endsWith(".gz");
            Path path = zipped ? partial.resolve(key + "-" + wanted.fileName()) : got;
            if (zipped) {
                unpack(got, () -> gunzip(got, path));
            }
            fresh.put(wanted, path);
        }
        settle(wanted, fresh.remove(wanted));
        Files.deleteIfExists(got);
        for (Map.Entry<DataFile, Path> other : fresh.entrySet()) {
            try {
                settle(other.getKey(), other.getValue());
            } catch (RecurveException e) {
                // Whoever needs this one will hear of it; the file asked for is good.
                LOG.warn("{}: {}", set.name(), e.getMessage());
            }
        }
    }

    /**
     * Does what may fail on a damaged archive, which is then not kept, so that it is fetched anew.
     */
    private static void unpack(Path archive, Unpacking unpacking) throws IOException {
        try {
            unpacking.run();
        } catch (IOException e) {
            Cancellation.check("unpacking");
            Files.deleteIfExists(archive);
            throw e;
        }
    }

    private interface Unpacking {
        void run() throws IOException;
    }

    private static void gunzip(Path from, Path to) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(from), 1 << 16)) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Verifies a complete file and gives it its name in the cache. */
    private void settle(DataFile file, Path fresh) throws IOException {
        Path target = cache.resolve(file.path());
        makeFolder(target.getParent());
        Sha256 actual;
        try (InputStream in = Files.newInputStream(fresh)) {
            actual = Sha256.of(in);
        }
        if (file.sha256() != null && !file.sha256().equals(actual.hex())) {
            Path aside = target.resolveSibling(target.getFileName() + ".corrupt");
            Files.move(fresh, aside, StandardCopyOption.REPLACE_EXISTING);
            throw new RecurveException(
                    file.fileName()
                            + " is not the file that the catalogue knows: expected SHA-256 "
                            + file.sha256()
                            + (file.bytes() < 0 ? "" : " (" + file.bytes() + " bytes)")
                            + ", got "
                            + actual.hex()
                            + " ("
                            + actual.bytes()
                            + " bytes); it was set aside as "
                            + aside
                            + ": try again, or put the right file in place");
        }
        try {
            Files.move(
                    fresh,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private RecurveException unwritable(IOException cause) {
        return new RecurveException(
                "cannot write to the cache "
                        + cache
                        + " ("
                        + cause
                        + "): set RECURVE_CACHE to a folder that you may write to",
                cause);
    }

    private static String reason(IOException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return "the host is unknown; is this machine connected to the internet?";
        }
        if (e instanceof ConnectException && root.getMessage() == null) {
            return "the host cannot be reached";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}

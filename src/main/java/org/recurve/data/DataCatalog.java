package org.recurve.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;

/**
 * The public data sets that load by name, and where their files are looked for: first the folder
 * that the environment variable {@code RECURVE_DATA} names, then the user's cache ({@code
 * ~/.cache/recurve}, or the folder that {@code RECURVE_CACHE} names), then the official address,
 * from which they are downloaded into the cache. Samples that come with the library are read from
 * the class path; so are copies of small files of others, where neither folder has the file.
 */
public final class DataCatalog {
    /** Where on the class path the samples lie that come with the library. */
    static final String EMBEDDED = "/org/recurve/data/embedded/";

    private final List<DataSet> sets;
    private final Path data;
    private final Path cache;

    /**
     * Makes a catalogue of its own.
     *
     * @param sets what it knows; names differ
     * @param data the user's data folder, or null for none
     * @param cache where downloads are kept; made when needed
     */
    public DataCatalog(List<DataSet> sets, Path data, Path cache) {
        this.sets = List.copyOf(sets);
        this.data = data;
        this.cache = cache;
    }

    /**
     * {@return the catalogue that comes with the library, with the folders that the environment
     * names}
     */
    public static DataCatalog standard() {
        String data = System.getenv("RECURVE_DATA");
        String cache = System.getenv("RECURVE_CACHE");
        return new DataCatalog(
                CatalogJson.standard(),
                data == null || data.isBlank() ? null : Path.of(data),
                cache == null || cache.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache", "recurve")
                        : Path.of(cache));
    }

    /** {@return all data sets} */
    public List<DataSet> sets() {
        return sets;
    }

    /** {@return the names of the sets that {@link TextCorpus} reads} */
    List<String> corpora() {
        return sets.stream().filter(s -> s.tokenizer() != null).map(DataSet::name).toList();
    }

    /**
     * Finds a data set.
     *
     * @param name its name
     * @return the set
     * @throws RecurveException if there is none of this name; the message has the names near it
     */
    public DataSet set(String name) {
        for (DataSet set : sets) {
            if (set.name().equals(name)) {
                return set;
            }
        }
        List<String> names = sets.stream().map(DataSet::name).toList();
        List<String> near = near(name, names);
        throw new RecurveException(
                "unknown data set \""
                        + name
                        + "\": "
                        + (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ")
                        + "the catalogue has "
                        + String.join(", ", names)
                        + "; to read a file of your own, give its path to fromFile");
    }

    /** {@return the state of every data set on this machine, in the order of the catalogue} */
    public List<DataListing> list() {
        List<DataListing> listings = new ArrayList<>();
        for (DataSet set : sets) {
            List<DataFile> missing = new ArrayList<>();
            DataListing.State state = DataListing.State.ABSENT;
            for (DataFile file : set.files()) {
                Optional<Found> found = find(set, file);
                if (found.isEmpty()) {
                    missing.add(file);
                } else if (state == DataListing.State.ABSENT
                        || found.get().state() == DataListing.State.CACHED) {
                    state = found.get().state();
                }
            }
            listings.add(new DataListing(set, state, missing));
        }
        return listings;
    }

    /**
     * Downloads the files of a set that are nowhere on this machine into the cache. Progress is
     * published; an interrupted download goes on where it stopped the next time.
     *
     * @param name of the set
     * @return where each of its files lies, in the order of the catalogue
     * @throws RecurveException if there is no such set, or a file cannot be had
     */
    public List<String> fetch(String name) {
        DataSet set = set(name);
        return set.files().stream().map(file -> obtain(set, file).where()).toList();
    }

    /**
     * Compares the files that are on this machine with the hashes that the catalogue knows. A file
     * that several sets share is checked once, for the first of them.
     *
     * @return a result for each file that is there
     */
    public List<FileCheck> check() {
        Map<String, FileCheck> checks = new LinkedHashMap<>();
        for (DataSet set : sets) {
            for (DataFile file : set.files()) {
                find(set, file)
                        .map(Found::input)
                        .filter(input -> !checks.containsKey(input.where()))
                        .ifPresent(
                                input -> {
                                    Cancellation.check("check of " + file.fileName());
                                    checks.put(input.where(), check(set, file, input));
                                });
            }
        }
        return List.copyOf(checks.values());
    }

    private static FileCheck check(DataSet set, DataFile file, DataInput input) {
        String actual = input.contents().hex();
        FileCheck.Result result = FileCheck.Result.UNVERIFIED;
        // That of a copy which comes with the library is another.
        if (input.expectedSha256() != null) {
            result =
                    input.expectedSha256().equals(actual)
                            ? FileCheck.Result.VERIFIED
                            : FileCheck.Result.MISMATCH;
        }
        return new FileCheck(set, file, input.where(), result, actual);
    }

    /** A file that is there. */
    record Found(DataListing.State state, DataInput input) {}

    /** {@return the file where it lies on this machine, empty if it does not; never downloads} */
    Optional<Found> find(DataSet set, DataFile file) {
        if (set.embedded()) {
            return embedded(file);
        }
        return inFolder(DataListing.State.PRESENT, data, file)
                .or(() -> inFolder(DataListing.State.CACHED, cache, file))
                .or(() -> Optional.ofNullable(file.embedded()).flatMap(DataCatalog::embedded));
    }

    private static Optional<Found> embedded(DataFile file) {
        URL url = DataCatalog.class.getResource(EMBEDDED + file.path());
        return Optional.ofNullable(url)
                .map(u -> DataInput.of(u, file.fileName(), file.sha256()))
                .map(input -> new Found(DataListing.State.EMBEDDED, input));
    }

    /**
     * {@return the file, downloaded into the cache if it is nowhere on this machine}
     *
     * @throws RecurveException if it cannot be had
     */
    DataInput obtain(DataSet set, DataFile file) {
        Optional<Found> found = find(set, file);
        if (found.isPresent()) {
            return found.get().input();
        }
        if (set.embedded()) {
            throw new RecurveException(
                    set.name()
                            + " needs "
                            + EMBEDDED
                            + file.path()
                            + " on the class path, where the library's jar has it: build the"
                            + " library with its resources");
        }
        try {
            return DataInput.of(new Downloader(cache).fetch(set, file), file.sha256());
        } catch (RecurveException e) {
            throw new RecurveException(
                    missing(set, file) + ". Not downloaded: " + e.getMessage(), e);
        }
    }

    private String missing(DataSet set, DataFile file) {
        String folder = file.folder();
        StringBuilder text = new StringBuilder();
        if (!file.split().equals("all")) {
            text.append("split \"").append(file.split()).append("\" of ");
        }
        text.append(set.name()).append(" needs ").append(file.fileName()).append(" in ");
        if (data != null) {
            text.append(data.resolve(folder))
                    .append(" (RECURVE_DATA")
                    .append(Files.isDirectory(data) ? "" : ", which is no folder")
                    .append(") or ");
        }
        text.append(cache.resolve(folder)).append(" (the cache)");
        if (data == null) {
            text.append(", or in ")
                    .append(folder)
                    .append("/ of a folder that the environment variable RECURVE_DATA names");
        }
        text.append("; it comes from ")
                .append(
                        file.from().isEmpty()
                                ? set.homepage()
                                : file.from().get(0).replace("!/", ", where it is "));
        return text.toString();
    }

    private static Optional<Found> inFolder(DataListing.State state, Path folder, DataFile file) {
        if (folder == null) {
            return Optional.empty();
        }
        return Stream.of("", ".gz")
                .map(ending -> folder.resolve(file.path() + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(path -> DataInput.of(path, file.sha256()))
                .or(() -> reviews(folder.resolve(file.folder()), file))
                .map(input -> new Found(state, input));
    }

    /** Where a file comes as a folder in an archive: that folder unpacked, or else the archive. */
    private static Optional<DataInput> reviews(Path folder, DataFile file) {
        for (String address : file.from()) {
            if (!address.contains("!/") || !address.endsWith("/")) {
                continue;
            }
            String[] parts = address.split("!/", 2);
            Path unpacked = folder.resolve(parts[1]);
            if (Files.isDirectory(unpacked)) {
                return Optional.of(
                        reviews(
                                unpacked,
                                parts[1],
                                () -> ClassFolders.of(unpacked, ClassFolders.REVIEWS).reviews()));
            }
            Path archive = folder.resolve(parts[0].substring(parts[0].lastIndexOf('/') + 1));
            if (Files.isRegularFile(archive)) {
                return Optional.of(
                        reviews(
                                archive,
                                archive.getFileName() + "!/" + parts[1],
                                () -> Archives.reviews(archive, parts[1])));
            }
        }
        return Optional.empty();
    }

    private interface Bytes {
        byte[] get() throws IOException;
    }

    /** The name ends in a slash, so that nothing is taken for gzipped; the hash is of the lines. */
    private static DataInput reviews(Path where, String name, Bytes lines) {
        return new DataInput(
                name, where.toString(), () -> new ByteArrayInputStream(lines.get()), null);
    }

    /** {@return at most three names that a misspelt one may stand for, the nearest first} */
    private static List<String> near(String name, List<String> names) {
        String wanted = plain(name);
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        ToIntFunction<String> toWanted = n -> distance.apply(wanted, plain(n));
        return names.stream()
                .filter(n -> toWanted.applyAsInt(n) <= Math.max(2, wanted.length() / 3))
                .sorted(Comparator.comparingInt(toWanted))
                .limit(3)
                .toList();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}

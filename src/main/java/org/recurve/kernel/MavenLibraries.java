package org.recurve.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.filter.ScopeDependencyFilter;
import org.recurve.core.RecurveException;

/**
 * Libraries by their Maven coordinates, with all that they need. They lie where Maven keeps them;
 * what is missing comes from the notebook's repositories, then from Maven Central.
 */
final class MavenLibraries {
    private static final RemoteRepository CENTRAL =
            repository("central", "https://repo.maven.apache.org/maven2");

    /** The scope of a library that is wanted itself. */
    static final String COMPILE = "compile";

    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final RepositorySystemSession session =
            new SessionBuilderSupplier(system)
                    .get()
                    .withLocalRepositoryBaseDirectories(localRepository())
                    .setSystemProperties(System.getProperties())
                    .build();
    private final List<RemoteRepository> repositories = new ArrayList<>();

    private static Path localRepository() {
        String set = System.getProperty("maven.repo.local");
        return set != null
                ? Path.of(set)
                : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    private static RemoteRepository repository(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url).build();
    }

    /** Adds a repository, asked before those that were there. */
    void addRepository(String id, String url) {
        repositories.removeIf(one -> one.getId().equals(id));
        repositories.add(0, repository(id, url));
    }

    private List<RemoteRepository> repositories() {
        List<RemoteRepository> all = new ArrayList<>(repositories);
        all.add(CENTRAL);
        return all;
    }

    /**
     * Finds a library and all that it needs to run.
     *
     * @param coordinates {@code group:artifact[:extension[:classifier]]:version}
     * @return jars, the library's own first
     */
    List<Path> resolve(String coordinates) {
        Artifact artifact;
        try {
            artifact = new DefaultArtifact(coordinates);
        } catch (IllegalArgumentException e) {
            throw new RecurveException(
                    "%maven: expected group:artifact:version, found " + coordinates, e);
        }
        return resolve(List.of(new Dependency(artifact, COMPILE)), List.of());
    }

    /**
     * Finds libraries and all that they need to run.
     *
     * @param wanted the libraries
     * @param managed what decides the versions of the libraries that these need
     * @return jars
     */
    List<Path> resolve(List<Dependency> wanted, List<Dependency> managed) {
        DependencyRequest request =
                new DependencyRequest(
                        new CollectRequest(wanted, managed, repositories()),
                        new ScopeDependencyFilter(List.of(COMPILE, "runtime", "system"), null));
        try {
            return system.resolveDependencies(session, request).getArtifactResults().stream()
                    .map(result -> result.getArtifact().getPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new RecurveException("%maven: " + e.getMessage(), e);
        }
    }

    /** Finds one file. */
    Path file(Artifact artifact) throws ArtifactResolutionException {
        return system.resolveArtifact(session, new ArtifactRequest(artifact, repositories(), null))
                .getArtifact()
                .getPath();
    }
}

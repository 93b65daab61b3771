package org.recurve.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.building.StringModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.recurve.core.RecurveException;

/** The dependencies that a POM declares, its parents and properties taken in. */
// Maven 3 calls its model sources deprecated, yet its model resolver returns them.
@SuppressWarnings("deprecation")
final class PomReader {
    private final MavenLibraries libraries;

    PomReader(MavenLibraries libraries) {
        this.libraries = libraries;
    }

    /**
     * Finds what a POM file depends on.
     *
     * @param scopes those dependencies to take
     */
    List<Path> resolve(Path pom, Set<String> scopes) {
        if (!Files.isRegularFile(pom)) {
            throw new RecurveException("%loadFromPOM: no file " + pom.toAbsolutePath());
        }
        return resolve(
                new FileModelSource(pom.toFile()),
                new DefaultModelBuildingRequest().setPomFile(pom.toFile()),
                scopes);
    }

    /**
     * Finds what a piece of a POM depends on.
     *
     * @param fragment {@code <dependencies>}, {@code <repositories>} and so on, or a whole project
     */
    List<Path> resolve(String fragment, Set<String> scopes) {
        String pom =
                fragment.contains("<project")
                        ? fragment
                        : "<project><modelVersion>4.0.0</modelVersion><groupId>notebook</groupId>"
                                + "<artifactId>cell</artifactId><version>1</version>"
                                + fragment
                                + "</project>";
        return resolve(
                new StringModelSource(pom, "the cell"), new DefaultModelBuildingRequest(), scopes);
    }

    private List<Path> resolve(
            ModelSource source, ModelBuildingRequest request, Set<String> scopes) {
        Model model;
        try {
            model =
                    new DefaultModelBuilderFactory()
                            .newInstance()
                            .build(
                                    request.setModelSource(source)
                                            .setModelResolver(new Models(libraries))
                                            .setSystemProperties(System.getProperties())
                                            .setProcessPlugins(false)
                                            .setValidationLevel(
                                                    ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL))
                            .getEffectiveModel();
        } catch (ModelBuildingException e) {
            throw new RecurveException("%loadFromPOM: " + e.getMessage(), e);
        }
        DependencyManagement management = model.getDependencyManagement();
        return libraries.resolve(
                model.getDependencies().stream()
                        .filter(one -> scopes.contains(scope(one)))
                        .map(one -> dependency(one, MavenLibraries.COMPILE))
                        .toList(),
                management == null
                        ? List.of()
                        : management.getDependencies().stream()
                                .map(one -> dependency(one, one.getScope()))
                                .toList());
    }

    private static String scope(Dependency dependency) {
        return dependency.getScope() == null ? MavenLibraries.COMPILE : dependency.getScope();
    }

    private static org.eclipse.aether.graph.Dependency dependency(Dependency one, String scope) {
        return new org.eclipse.aether.graph.Dependency(
                new DefaultArtifact(
                        one.getGroupId(),
                        one.getArtifactId(),
                        one.getClassifier(),
                        one.getType(),
                        one.getVersion()),
                scope,
                false,
                one.getExclusions().stream()
                        .map(e -> new Exclusion(e.getGroupId(), e.getArtifactId(), "*", "*"))
                        .toList());
    }

    /** Finds parents and imported POMs. */
    private record Models(MavenLibraries libraries) implements ModelResolver {
        @Override
        public ModelSource resolveModel(String group, String artifact, String version)
                throws UnresolvableModelException {
            try {
                Path pom = libraries.file(new DefaultArtifact(group, artifact, "pom", version));
                return new FileModelSource(pom.toFile());
            } catch (ArtifactResolutionException e) {
                throw new UnresolvableModelException(e.getMessage(), group, artifact, version, e);
            }
        }

        @Override
        public ModelSource resolveModel(Parent parent) throws UnresolvableModelException {
            return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
        }

        @Override
        public ModelSource resolveModel(Dependency one) throws UnresolvableModelException {
            return resolveModel(one.getGroupId(), one.getArtifactId(), one.getVersion());
        }

        @Override
        public void addRepository(Repository repository) {
            libraries.addRepository(repository.getId(), repository.getUrl());
        }

        @Override
        public void addRepository(Repository repository, boolean replace) {
            addRepository(repository);
        }

        @Override
        public ModelResolver newCopy() {
            return this;
        }
    }
}

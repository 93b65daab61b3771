package org.recurve;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the walls between the packages: what each may import, of ours and of others. */
class ArchitectureTest {
    private static final String ROOT = "org.recurve";
    private static final String DJL = "ai.djl..";
    private static final String JNA = "com.sun.jna..";
    private static final String TABLESAW = "tech.tablesaw..";
    private static final String GSON = "com.google.gson..";
    private static final String MATH = "org.apache.commons.math3..";
    private static final String FASTUTIL = "it.unimi.dsi.fastutil..";
    private static final String TEXT = "org.apache.commons.text..";
    private static final String COMPRESS = "org.apache.commons.compress..";
    private static final String LIBLINEAR = "de.bwaldvogel.liblinear..";
    private static final String[] TRIBUO = {"org.tribuo..", "com.oracle.labs.mlrg.olcut.."};

    private static final Set<String> NEW_IN_GSON =
            Set.of(
                    "JsonArray.asList",
                    "JsonArray.isEmpty",
                    "JsonObject.asMap",
                    "JsonObject.isEmpty",
                    "JsonParser.parseReader",
                    "JsonParser.parseString",
                    "JsonReader.setStrictness",
                    "JsonWriter.setStrictness",
                    "GsonBuilder.setStrictness",
                    "GsonBuilder.setObjectToNumberStrategy",
                    "GsonBuilder.disableJdkUnsafe",
                    "JsonWriter.setFormattingStyle",
                    "GsonBuilder.setFormattingStyle");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** What a package may import of ours and of others; Java itself is open to all. */
    private record Room(List<String> ours, List<String> theirs) {}

    private static final Map<String, Room> ROOMS = rooms();

    private static Map<String, Room> rooms() {
        Map<String, Room> rooms = new TreeMap<>();
        rooms.put("core", room("", ""));
        rooms.put("data", room("core", TABLESAW, FASTUTIL, TEXT, GSON, COMPRESS));
        rooms.put("batch", room("core data", DJL));
        rooms.put("nn", room("core", DJL, JNA, GSON));
        rooms.put("metric", room("", MATH));
        rooms.put("training", room("core data batch nn", DJL, JNA, TABLESAW, GSON));
        rooms.put("decode", room("core", DJL));
        String fitting = "core data batch nn metric training decode";
        rooms.put("task", room(fitting, DJL, TABLESAW, GSON, MATH));
        rooms.put(
                "baseline",
                room("core data metric", with(TRIBUO, TABLESAW, FASTUTIL, LIBLINEAR, MATH)));
        rooms.put("evaluation", room("core data metric task baseline", with(TRIBUO, TABLESAW)));
        String judged = fitting + " task baseline evaluation";
        rooms.put("search", room(judged, DJL, TABLESAW, GSON));
        rooms.put("export", room(judged, DJL, GSON));
        rooms.put("display", room(judged + " search export", with(TRIBUO, DJL, TABLESAW)));
        rooms.put(
                "kernel",
                room(
                        "core display",
                        "io.github.spencerpark..",
                        "org.zeromq..",
                        "jdk.jshell..",
                        // The compiler's public interface: types and documentation for editors.
                        "com.sun.source..",
                        "org.eclipse.aether..",
                        "org.apache.maven..",
                        GSON));
        return rooms;
    }

    private static Room room(String ours, String... theirs) {
        return new Room(
                Stream.of(ours.split(" ")).filter(s -> !s.isEmpty()).toList(), List.of(theirs));
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @TestFactory
    Stream<DynamicTest> everyRoomImportsOnlyWhatItMay() {
        return ROOMS.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> wall(name).check(CLASSES)));
    }

    private static ArchRule wall(String name) {
        Room room = ROOMS.get(name);
        List<String> allowed = new ArrayList<>(List.of("java..", "javax..", "org.slf4j.."));
        allowed.add(ROOT + "." + name + "..");
        room.ours().forEach(other -> allowed.add(ROOT + "." + other + ".."));
        room.theirs().stream().filter(s -> !s.isEmpty()).forEach(allowed::add);
        return classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed.toArray(String[]::new)).or(primitiveArray()))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> primitiveArray() {
        return DescribedPredicate.describe(
                "primitive arrays", c -> c.getBaseComponentType().isPrimitive());
    }

    @Test
    void everyPackageHasItsWall() {
        Set<String> known = new TreeSet<>(ROOMS.keySet());
        known.add("cli");
        assertThat(CLASSES)
                .extracting(c -> c.getPackageName().substring(ROOT.length()))
                .allSatisfy(
                        suffix -> {
                            assertThat(suffix).startsWith(".");
                            assertThat(suffix.substring(1).split("\\.", 2)[0]).isIn(known);
                        });
    }

    @Test
    void onlyKernelAndCommandLineKnowTheDisplay() {
        classes()
                .that(resideInAnyPackage(ROOT + ".display.."))
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(ROOT + ".display..", ROOT + ".kernel..", ROOT + ".cli..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        classes()
                .that(not(resideInAnyPackage(ROOT + ".cli..")))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("picocli..")))
                .check(CLASSES);
    }

    /** IJava 1.3 brings Gson 2.8.5, and its libraries come before those of a notebook. */
    @Test
    void whatNotebooksUseRunsOnTheGsonOfIJava() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + ".kernel..", ROOT + ".cli..")))
                .should()
                .callMethodWhere(
                        JavaCall.Predicates.target(
                                DescribedPredicate.describe(
                                        "newer than Gson 2.8.5",
                                        target ->
                                                NEW_IN_GSON.contains(
                                                        target.getOwner().getSimpleName()
                                                                + "."
                                                                + target.getName()))))
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void dataMetricAndEvaluationShowNoArrayOfAnEngine() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(
                        resideInAnyPackage(
                                ROOT + ".data..", ROOT + ".metric..", ROOT + ".evaluation.."))
                .should(
                        be(
                                DescribedPredicate.describe(
                                        "showing an array of DJL", ArchitectureTest::showsAnArray)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static boolean showsAnArray(JavaMethod method) {
        return Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .anyMatch(type -> type.getPackageName().startsWith("ai.djl.ndarray"));
    }

    @Test
    void aBrokenWallIsSeen() {
        assertThatThrownBy(
                        () ->
                                classes()
                                        .that()
                                        .resideInAPackage(ROOT + ".training..")
                                        .should()
                                        .onlyDependOnClassesThat()
                                        .resideInAnyPackage("java..")
                                        .check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ai.djl");
    }
}

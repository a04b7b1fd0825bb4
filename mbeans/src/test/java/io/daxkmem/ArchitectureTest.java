package io.daxkmem;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.daxkmem");

  @Test
  void regionsKnowNeitherJmxNorPrometheus() {
    noClasses()
        .that()
        .resideInAPackage("io.daxkmem.region..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "javax.management..",
                "java.lang.management..",
                "io.daxkmem.mbeans..",
                "io.daxkmem.exporter..",
                "io.prometheus..",
                "org.jolokia.."))
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.daxkmem.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void mbeansDependOnTheJdkOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.daxkmem.mbeans..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..",
            "javax.security.auth..",
            "javax.management..",
            "org.jspecify.annotations..",
            "io.daxkmem.file..",
            "io.daxkmem.log..",
            "io.daxkmem.region..",
            "io.daxkmem.mbeans..")
        .check(CLASSES);
  }
}

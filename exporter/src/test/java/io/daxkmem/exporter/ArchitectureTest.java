package io.daxkmem.exporter;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String EXPORTER = "io.daxkmem.exporter..";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.daxkmem");

  @Test
  void theExporterNeverWrites() {
    noClasses()
        .that()
        .resideInAPackage(EXPORTER)
        .should()
        .callMethodWhere(callOf(Sysfs.class, "write"))
        .orShould()
        .callMethodWhere(callOf(Regions.class, "change"))
        .because("only an operation asked for through JMX changes a region")
        .check(classes);
  }

  @Test
  void metricsAndPagesDoNotUseOperations() {
    noClasses()
        .that()
        .resideInAnyPackage("..exporter.metrics..", "..exporter.web..", "..exporter.log..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..exporter.jolokia..",
            "org.jolokia.server..",
            "org.jolokia.service..",
            "org.jolokia.jvmagent..",
            "javax.management..")
        .check(classes);
  }

  @Test
  void onlyTheCommandLineKnowsItsLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..exporter.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons.cli..")
        .check(classes);
  }

  @Test
  void onlyTheWebConfigurationKnowsJackson() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..web.config..", "..web.tls..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "org.yaml..")
        .check(classes);
  }

  private static DescribedPredicate<JavaMethodCall> callOf(Class<?> owner, String method) {
    return describe(
        "%s.%s is called".formatted(owner.getSimpleName(), method),
        call -> call.getName().equals(method) && assignableTo(owner).test(call.getTargetOwner()));
  }
}

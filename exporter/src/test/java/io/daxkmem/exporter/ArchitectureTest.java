package io.daxkmem.exporter;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String EXPORTER = "io.daxkmem.exporter..";

  private static final Set<String> LOCALISED =
      Set.of(
          "java.lang.String.format",
          "java.lang.String.formatted",
          "java.lang.String.toLowerCase",
          "java.lang.String.toUpperCase",
          "java.io.PrintStream.format",
          "java.io.PrintStream.printf",
          "java.io.PrintWriter.format",
          "java.io.PrintWriter.printf",
          "java.util.Formatter.<init>");

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

  /**
   * Our messages, pages and files are in English and read by programs, wherever they are written.
   */
  @Test
  void nothingIsWrittenInTheLocaleOfTheMachine() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.daxkmem.debian..", "io.daxkmem.vm..")
        .should()
        .accessTargetWhere(writesInTheDefaultLocale())
        .because("its digits and letters may not be ours: give Locale.ROOT")
        .check(classes);
  }

  private static DescribedPredicate<JavaAccess<?>> writesInTheDefaultLocale() {
    return describe(
        "it depends on the default locale",
        access ->
            access.getTarget() instanceof CodeUnitAccessTarget target
                && LOCALISED.contains(target.getOwner().getName() + "." + target.getName())
                && target.getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Locale.class)));
  }

  private static DescribedPredicate<JavaMethodCall> callOf(Class<?> owner, String method) {
    return describe(
        "%s.%s is called".formatted(owner.getSimpleName(), method),
        call -> call.getName().equals(method) && assignableTo(owner).test(call.getTargetOwner()));
  }
}

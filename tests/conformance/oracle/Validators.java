import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/**
 * One validator a release, of the base definitions and those of one package: no terminology server, no network. What those definitions
 * cannot decide (code systems and profiles that they do not hold) is a warning. A reference that reads as
 * [type]/[id] is taken at its word: its type is held against the targets of the element.
 */
final class Validators {
    private final Map<String, FhirValidator> made = new HashMap<>();
    private final Path packaged;

    /** The folder may be null. */
    Validators(Path packaged) {
        this.packaged = packaged;
    }

    FhirValidator of(String version) {
        return made.computeIfAbsent(version, this::make);
    }

    private PrePopulatedValidationSupport definitions(FhirContext context, String version) {
        PrePopulatedValidationSupport held = new PrePopulatedValidationSupport(context);
        if (packaged == null || !version.equals("4.0")) {
            return held;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(packaged, "{StructureDefinition,ValueSet,CodeSystem}-*.json")) {
            for (Path file : files) {
                held.addResource(context.newJsonParser().parseResource(Files.readString(file)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return held;
    }

    private FhirValidator make(String version) {
        FhirContext context =
                switch (version) {
                    case "4.0" -> FhirContext.forR4();
                    case "4.3" -> FhirContext.forR4B();
                    case "5.0" -> FhirContext.forR5();
                    default -> throw new IllegalArgumentException("no such version: " + version);
                };
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(context);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        FhirInstanceValidator module =
                new FhirInstanceValidator(
                        new ValidationSupportChain(
                                definitions(context, version),
                                new DefaultProfileValidationSupport(context),
                                new InMemoryTerminologyServerValidationSupport(context),
                                new CommonCodeSystemsTerminologyService(context),
                                unknown));
        module.setAnyExtensionsAllowed(true);
        module.setErrorForUnknownProfiles(false);
        module.setAssumeValidRestReferences(true);
        module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        return context.newValidator().registerValidatorModule(module);
    }
}

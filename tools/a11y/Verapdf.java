import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints a line for each PDF: file, checks made, then each rule of PDF/UA-1 that it breaks. */
public class Verapdf {
    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            System.out.println(Path.of(file) + "\t" + validate(file));
        }
    }

    private static String validate(String file) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.PDFUA_1;
        try (InputStream bytes = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            return result.getTotalAssertions() + "\t" + broken(result);
        }
    }

    private static String broken(ValidationResult result) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + " " + assertion.getMessage();
                counts.merge(rule.replaceAll("\\s+", " "), 1, Integer::sum);
            }
        }
        if (counts.isEmpty() && !result.isCompliant()) {
            counts.put("not compliant", 1);
        }
        StringBuilder line = new StringBuilder();
        counts.forEach((rule, count) -> line.append(rule + " (" + count + " times)\t"));
        return line.toString();
    }
}

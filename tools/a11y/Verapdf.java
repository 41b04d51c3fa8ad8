import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints a line for each PDF: file, checks made, and each rule of PDF/UA-1 that it breaks.
 *
 * The profile is read by hand, because the jar comes without the library that would read it.
 */
public class Verapdf {
    private static final String PROFILE = "validation/PDFUA-1.xml";

    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        for (String file : files) {
            System.out.println(file + "\t" + validate(file, profile));
        }
    }

    private static String validate(String file, ValidationProfile profile) throws Exception {
        try (InputStream bytes = new FileInputStream(file);
                PDFAParser parser =
                        Foundries.defaultInstance().createParser(bytes, PDFAFlavour.PDFUA_1);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            return result.getTotalAssertions() + broken(result);
        }
    }

    private static String broken(ValidationResult result) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                RuleId id = assertion.getRuleId();
                String rule = id.getClause() + "-" + id.getTestNumber();
                counts.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
            }
        }
        if (counts.isEmpty() && !result.isCompliant()) {
            counts.put("not compliant", 1);
        }
        StringBuilder line = new StringBuilder();
        counts.forEach((rule, n) -> line.append("\t").append(n + " x " + rule));
        return line.toString().replace('\n', ' ');
    }

    private static ValidationProfile profile() throws Exception {
        Element root;
        try (InputStream xml = PDFAValidator.class.getResourceAsStream(PROFILE)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml)
                    .getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element one : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(one.getAttribute("name"),
                    one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.PDFUA_1,
                Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new Date(0)),
                "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        ErrorDetails error = Profiles.errorFromValues(text(rule, "message"), List.of());
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"), error,
                List.of());
    }

    private static List<Element> all(Element inside, String name) {
        NodeList nodes = inside.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String text(Element inside, String name) {
        return all(inside, name).get(0).getTextContent();
    }
}

package org.cardwright.formats.profile.lint;

import static org.cardwright.formats.profile.lint.LintCase.mc;
import static org.cardwright.formats.profile.lint.LintCase.product;
import static org.cardwright.formats.profile.lint.LintCase.visa;
import static org.cardwright.formats.profile.lint.LintCases.ANTENNA;
import static org.cardwright.formats.profile.lint.LintCases.BOTH_INTERFACES;
import static org.cardwright.formats.profile.lint.LintCases.READ_ON_BOTH;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.profile.lint.LintCase.Edit;

/** Cases of products that say something else over the antenna than by contact. */
final class ContactlessCases {

    private static final String FIRST = "9F02069F03069F1A0295055F2A029A039C019F3704";

    private static final Edit[] OWN_LISTS = {
        ANTENNA,
        BOTH_INTERFACES,
        onContact("8C"),
        onContact("8D"),
        onContact("9F49"),
        withElements(onContactless("8C", FIRST), onContactless("8D", "8A02" + FIRST), onContactless("9F49", "9F3704")),
        product("<device ", "<record sfi=\"4\" number=\"1\" interfaces=\"CONTACTLESS\">8C 8D 9F49</record><device ")
    };

    private ContactlessCases() {}

    static List<LintCase> all() {
        return Stream.of(mandatory(), lists()).flatMap(List::stream).toList();
    }

    private static List<LintCase> mandatory() {
        Edit stripeMode = product(
                "<record sfi=\"2\" number=\"1\"",
                "<record sfi=\"1\" number=\"1\" interfaces=\"CONTACTLESS\">9F65 9F66 9F67 9F6B</record>"
                        + "<record sfi=\"2\" number=\"1\"");
        Edit stripeValues = withElements(
                "tag=\"9F65\" hex=\"000E\"",
                "tag=\"9F66\" hex=\"03F0\"",
                "tag=\"9F67\" hex=\"03\"",
                "tag=\"9F6B\" hex=\"5413330000000000D2912201\"");
        Edit answer = product("<records/>", "<gpo dgi=\"9117\" interface=\"CONTACTLESS\">82 57</gpo><records/>");
        Edit contact = product(
                "<interface name=\"CONTACT\" terminal-risk-management=\"true\"/>",
                "<interface name=\"CONTACT\" terminal-risk-management=\"true\"/><interface contactless-bit=\"true\" name=\"CONTACTLESS\"/>");
        return List.of(
                visa(LintRule.MANDATORY_ELEMENT_MISSING, product(">82 57<", ">82<"))
                        .given(ANTENNA, BOTH_INTERFACES, answer),
                mc(
                                LintRule.MANDATORY_ELEMENT_MISSING,
                                product(
                                        "<record interfaces=\"CONTACT CONTACTLESS\" sfi=\"2\" number=\"1\"",
                                        "<record sfi=\"2\" number=\"1\""))
                        .given(ANTENNA, contact, READ_ON_BOTH),
                mc(LintRule.MANDATORY_ELEMENT_MISSING, product("9F65 9F66 9F67 9F6B<", "9F65 9F66 9F67<"))
                        .given(ANTENNA, contact, product(" contactless-bit=\"true\"", ""), stripeValues, stripeMode));
    }

    private static List<LintCase> lists() {
        return List.of(
                visa(
                                LintRule.CDOL_INCOMPLETE,
                                product(onContactless("8C", FIRST), onContactless("8C", FIRST.replace("9C01", ""))))
                        .given(OWN_LISTS),
                visa(
                                LintRule.DOL_LENGTH,
                                product(
                                        onContactless("8C", FIRST),
                                        onContactless("8C", FIRST.replace("9F0206", "9F0205"))))
                        .given(OWN_LISTS),
                visa(LintRule.DOL_MALFORMED, product(onContactless("8C", FIRST), onContactless("8C", FIRST + "9F")))
                        .given(OWN_LISTS),
                visa(
                                LintRule.DDOL_WITHOUT_UNPREDICTABLE_NUMBER,
                                product(onContactless("9F49", "9F3704"), onContactless("9F49", "9F0206")))
                        .given(OWN_LISTS),
                visa(LintRule.CRYPTOGRAM_VERSION_OPTION, withElements(onContactless("9F10", "06011203000000")))
                        .given(ANTENNA, BOTH_INTERFACES));
    }

    /** The element that contactless has otherwise. */
    private static String onContactless(String tag, String hex) {
        return "tag=\"" + tag + "\" interface=\"CONTACTLESS\" hex=\"" + hex + "\"";
    }

    private static Edit onContact(String tag) {
        return product("tag=\"" + tag + "\" hex=", "tag=\"" + tag + "\" interface=\"CONTACT\" hex=");
    }

    private static Edit withElements(String... elements) {
        String all = Stream.of(elements).map(one -> "<element " + one + "/>").collect(Collectors.joining());
        return product("<element tag=\"50\"", all + "<element tag=\"50\"");
    }
}

package org.cardwright.formats.profile.lint;

import static org.cardwright.formats.profile.lint.LintCase.certificate;
import static org.cardwright.formats.profile.lint.LintCase.chip;
import static org.cardwright.formats.profile.lint.LintCase.mc;
import static org.cardwright.formats.profile.lint.LintCase.product;
import static org.cardwright.formats.profile.lint.LintCase.risk;
import static org.cardwright.formats.profile.lint.LintCase.visa;

import java.util.List;
import java.util.stream.Stream;
import org.cardwright.formats.profile.lint.LintCase.Edit;

/** One case for every rule that needs no knowledge of keys. */
final class LintCases {

    private static final String CONTACT =
            "<interface name=\"CONTACT\" terminal-risk-management=\"true\" issuer-authentication=\"true\"/>";

    static final Edit ANTENNA = chip("max-rsa-bits", "contactless=\"true\" max-rsa-bits");
    static final Edit BOTH_INTERFACES = product(CONTACT, CONTACT + CONTACT.replace("CONTACT", "CONTACTLESS"));
    static final Edit READ_ON_BOTH = product("<record sfi=", "<record interfaces=\"CONTACT CONTACTLESS\" sfi=");

    private static final String PSE =
            "<application id=\"pse\" aid=\"315041592E5359532E4444463031\" family=\"PSE\" owner=\"A000000003\">"
                    + "<element tag=\"88\" hex=\"01\"/><record sfi=\"1\" number=\"1\">61:payment{4F}</record>"
                    + "<dgis><fci dgi=\"9102\">88</fci><records/></dgis></application>";
    private static final Edit WITH_PSE = product("<application id=\"payment\"", PSE + "<application id=\"payment\"");
    private static final Edit PSE_CHIP = chip("families=\"", "families=\"PSE PPSE ");

    private LintCases() {}

    static Stream<LintCase> all() {
        return Stream.of(
                        authentication(),
                        lengths(),
                        verification(),
                        lists(),
                        elements(),
                        groupings(),
                        agreement(),
                        directories(),
                        outside(),
                        ContactlessCases.all())
                .flatMap(List::stream);
    }

    private static List<LintCase> authentication() {
        return List.of(
                visa(LintRule.METHOD_WITHOUT_DATA, product("<record sfi=\"3\" number=\"3\">93</record>", "")),
                visa(LintRule.METHOD_WITHOUT_DATA, product(" methods=\"NONE\">82<", ">82<"))
                        .given(product("<records/>", "<gpo dgi=\"9115\" methods=\"NONE\">82</gpo><records/>")),
                visa(
                        LintRule.DATA_WITHOUT_METHOD,
                        product("<interface name=\"CONTACT\"", "<interface methods=\"DDA\" name=\"CONTACT\"")),
                visa(LintRule.REMAINDER_WITHOUT_PLACE, product("8F 9F32 92", "8F 9F32")),
                visa(
                        LintRule.KEY_WITHOUT_PLACE,
                        product("<rsa-parts dgis=\"8201 8202 8203 8204 8205\" key=\"ICC\"/>", "")),
                visa(
                        LintRule.METHOD_NOT_ASKED,
                        product("<interface name=\"CONTACT\"", "<interface methods=\"SDA DDA CDA\" name=\"CONTACT\"")),
                visa(LintRule.DDOL_MISSING, product("9F44 9F49<", "9F44<")),
                visa(
                        LintRule.DDOL_WITHOUT_UNPREDICTABLE_NUMBER,
                        product("tag=\"9F49\" hex=\"9F3704\"", "tag=\"9F49\" hex=\"9F0206\"")),
                visa(LintRule.SDA_TAG_LIST_NOT_AIP, product("tag=\"9F4A\" hex=\"82\"", "tag=\"9F4A\" hex=\"8294\"")),
                visa(LintRule.AIP_NOT_SIGNED, product("9F0F 9F4A<", "9F0F<")),
                visa(LintRule.NOTHING_SIGNED, product(" signed=\"true\"", "")),
                visa(
                        LintRule.SIGNED_WITHOUT_METHOD,
                        product("<interface name=\"CONTACT\"", "<interface methods=\"NONE\" name=\"CONTACT\"")),
                visa(
                                LintRule.INTERFACES_SIGN_DIFFERENT_DATA,
                                product(
                                        "name=\"CONTACTLESS\" terminal-risk-management=\"true\"",
                                        "name=\"CONTACTLESS\""))
                        .given(ANTENNA, BOTH_INTERFACES, READ_ON_BOTH));
    }

    private static List<LintCase> lengths() {
        Edit longestKeys = certificate(
                "authority-bits=\"1408\" issuer-bits=\"1152\"", "authority-bits=\"1984\" issuer-bits=\"1984\"");
        return List.of(
                visa(LintRule.CARD_KEY_LONGER_THAN_ISSUER_KEY, product("bits=\"1024\"", "bits=\"1160\"")),
                visa(LintRule.KEY_TOO_LONG_FOR_RECORD, longestKeys),
                mc(LintRule.CDA_KEY_TOO_LONG, product("bits=\"1024\"", "bits=\"1648\""))
                        .given(product("bits=\"1024\"", "bits=\"1024\"")),
                visa(LintRule.CHIP_WITHOUT_RSA, chip("max-rsa-bits=\"1152\"", "max-rsa-bits=\"0\"")),
                visa(LintRule.CHIP_RSA_TOO_SHORT, chip("max-rsa-bits=\"1152\"", "max-rsa-bits=\"1016\"")),
                visa(LintRule.CHIP_WITHOUT_AES, product("option=\"A\"", "option=\"C\"")),
                visa(LintRule.CHIP_WITHOUT_ANTENNA, BOTH_INTERFACES),
                visa(LintRule.CHIP_WITHOUT_FAMILY, chip("families=\"VIS MCHIP\"", "families=\"MCHIP\"")),
                visa(LintRule.CHIP_MEMORY, chip("memory-bytes=\"16384\"", "memory-bytes=\"1024\"")),
                visa(LintRule.CERTIFICATE_EXPIRED, certificate("2030-12", "2023-12")),
                visa(LintRule.CERTIFICATE_ENDS_BEFORE_CARDS, product("longest-years=\"5\"", "longest-years=\"8\""))
                        .given(product("longest-years=\"10\"", "longest-years=\"5\"")),
                visa(LintRule.IDENTIFIER_NOT_OF_BIN, certificate("identifier=\"476173\"", "identifier=\"476174\"")),
                visa(LintRule.RID_NOT_OF_AID, certificate("rid=\"A000000003\"", "rid=\"A000000004\"")));
    }

    private static List<LintCase> verification() {
        return List.of(
                visa(LintRule.OFFLINE_PIN_WITHOUT_PIN, product("<pin dgi=\"8010\" format=\"ISO_2\"/>", ""))
                        .given(risk("method=\"signature\"", "method=\"plaintext-pin-by-icc\"")),
                mc(
                        LintRule.PIN_WITHOUT_USE,
                        risk("enciphered-pin-by-icc", "signature"),
                        risk("plaintext-pin-by-icc", "signature")),
                visa(LintRule.ENCIPHERED_PIN_WITHOUT_KEY, product("<record sfi=\"3\" number=\"4\">9F46</record>", ""))
                        .given(risk("method=\"signature\"", "method=\"enciphered-pin-by-icc\"")),
                visa(LintRule.AMOUNT_WITHOUT_CURRENCY, product(" 9F42 ", " "))
                        .given(risk("when=\"always\"", "when=\"if-under-x\"")),
                visa(LintRule.PIN_COUNTER_MISSING, product("<pin-counter dgi=\"9010\" coding=\"TWO_BYTES\"/>", "")),
                visa(LintRule.PIN_TRIES, risk("<pin tries=\"3\"/>", "<pin tries=\"0\"/>")));
    }

    private static List<LintCase> lists() {
        return List.of(
                visa(LintRule.CDOL_INCOMPLETE, product("9A039C019F3704\"/>", "9A039F3704\"/>")),
                mc(LintRule.CDA_WITHOUT_UNPREDICTABLE_NUMBER, product("95059F37049F4C08", "95059F4C08")),
                visa(LintRule.DOL_LENGTH, product("hex=\"9F0206", "hex=\"9F0205")),
                mc(LintRule.CDOL1_LENGTH_DIFFERS, product("tag=\"C7\" hex=\"2B\"", "tag=\"C7\" hex=\"2C\""))
                        .given(product(
                                "<element tag=\"9F08\"", "<element tag=\"C7\" hex=\"2B\"/><element tag=\"9F08\"")),
                visa(LintRule.CRYPTOGRAM_VERSION_OPTION, product("option=\"A\"", "option=\"B\"")),
                visa(LintRule.DOL_MALFORMED, product("tag=\"8C\" hex=\"9F0206", "tag=\"8C\" hex=\"9F0200")));
    }

    private static List<LintCase> elements() {
        return List.of(
                visa(LintRule.MANDATORY_ELEMENT_MISSING, product("5F28 5F34 9F07", "5F28 9F07")),
                visa(LintRule.ELEMENT_TWICE, product("57 5F20 9F1F", "57 5A 5F20 9F1F")),
                visa(LintRule.ELEMENT_TWICE, product("<gpo dgi=\"9104\"/>", "<gpo dgi=\"9104\">82 94 5F34</gpo>")),
                visa(LintRule.ELEMENT_LENGTH, product("tag=\"9F08\" hex=\"0096\"", "tag=\"9F08\" hex=\"96\"")),
                visa(
                        LintRule.ELEMENT_UNKNOWN,
                        product("8C 8D", "DF01 8C 8D"),
                        product("<element tag=\"50\"", "<element tag=\"DF01\" hex=\"01\"/><element tag=\"50\"")),
                visa(LintRule.ELEMENT_IN_WRONG_TEMPLATE, product("8C 8D", "9F36 8C 8D")),
                visa(
                        LintRule.TERMINAL_ELEMENT_ON_CARD,
                        product("8C 8D", "9F33 8C 8D"),
                        product("<element tag=\"50\"", "<element tag=\"9F33\" hex=\"E0F8C8\"/><element tag=\"50\"")),
                visa(
                                LintRule.ELEMENT_OF_LOWER_CLASS,
                                product(
                                        "<element tag=\"9F7C\" order=\"LANGUAGE\"/>",
                                        "<element tag=\"9F7C\" order=\"PAN\"/>"))
                        .given(
                                product("8C 8D", "9F7C 8C 8D"),
                                product(
                                        "<element tag=\"50\"",
                                        "<element tag=\"9F7C\" order=\"LANGUAGE\"/><element tag=\"50\"")),
                visa(
                        LintRule.TRACK_DATA_SIGNED,
                        product("<record sfi=\"1\" number=\"1\">", "<record sfi=\"1\" number=\"1\" signed=\"true\">")),
                visa(LintRule.RECORD_TOO_LONG, product("8F 9F32 92<", "8F 9F32 92 9F46 93<")),
                visa(
                        LintRule.SIGNED_RECORD_OUTSIDE_EMV_FILES,
                        product("sfi=\"2\" number=\"1\"", "sfi=\"11\" number=\"1\"")),
                visa(LintRule.SIGNED_BEHIND_UNSIGNED, product("sfi=\"2\" number=\"1\"", "sfi=\"1\" number=\"2\"")));
    }

    private static List<LintCase> groupings() {
        String positional =
                "<positional dgi=\"A002\" total=\"3\"><field name=\"x\" hex=\"000000\"/></positional></dgis>";
        String keys = "<keys dgi=\"8000\" keys=\"contact\"/>";
        String values = "<check-values dgi=\"9000\" keys=\"contact\"/>";
        return List.of(
                visa(LintRule.POSITIONAL_LENGTH, product("total=\"3\"", "total=\"4\""))
                        .given(product("</dgis>", positional)),
                visa(LintRule.SEVERAL_RECIPIENTS, product("golden.tk-pin", "other.tk-pin")),
                visa(LintRule.POSITIONAL_LENGTH, product("length=\"3\"", "length=\"2\""))
                        .given(product("</dgis>", positional.replace("hex=", "length=\"3\" hex="))),
                visa(LintRule.CLEAR_IN_SECRET_RANGE, product("dgi=\"9200\"", "dgi=\"8020\"")),
                visa(
                        LintRule.KEY_OF_EVERY_CARD,
                        product(keys, ""),
                        product("</dgis>", positional.replace("A002", "8000").replace("0000", "0F".repeat(22)))),
                visa(LintRule.KEY_OF_EVERY_CARD, product("dgi=\"9200\"", "dgi=\"A006\"")),
                visa(LintRule.RESERVED_NUMBER, product("dgi=\"9200\"", "dgi=\"9F60\"")),
                visa(LintRule.CHECK_VALUES_MISSING, product(values, "")),
                visa(LintRule.CHECK_VALUES_BEFORE_KEYS, product(values, ""), product(keys, values + keys)),
                visa(LintRule.INSTRUCTION_WITHOUT_DGI, product("order=\"8000 9000\"", "order=\"8000 9999\""))
                        .given(product("<device ", "<device order=\"8000 9000\" ")),
                visa(LintRule.SCRIPT_KEYS_INCOMPLETE, product("<key is=\"SMC\" label=\"golden.imk-smc\"/>", "")),
                visa(LintRule.SCRIPT_KEYS_INCOMPLETE, product("is=\"AC\"", "is=\"IDN\"")));
    }

    private static List<LintCase> agreement() {
        String fromIssuer = "<field is=\"DATA\" from=\"issuer\" length=\"13\"/>";
        return List.of(
                visa(LintRule.SERVICE_CODE_AGAINST_USAGE, product("service-codes=\"201\"", "service-codes=\"601\"")),
                visa(LintRule.SERVICE_CODE_AGAINST_USAGE, risk("international-services", ""))
                        .given(risk("international-cash ", ""), risk("international-goods ", "")),
                visa(LintRule.SERVICE_CODE_WITHOUT_CHIP, product("service-codes=\"201\"", "service-codes=\"101\"")),
                visa(LintRule.CURRENCY_NOT_OF_COUNTRY, risk("<country code=\"840\"", "<country code=\"276\"")),
                visa(LintRule.CURRENCY_EXPONENT, risk("exponent=\"2\"", "exponent=\"3\"")),
                visa(
                        LintRule.PARAMETER_DIFFERS,
                        product("<element tag=\"50\"", "<element tag=\"9F51\" hex=\"0978\"/><element tag=\"50\"")),
                visa(LintRule.LIMITS_CROSSED, risk("lower-consecutive=\"5\"", "lower-consecutive=\"11\"")),
                visa(LintRule.LIMITS_CROSSED, risk("cumulative-amount=\"10000\"", "cumulative-amount=\"20001\"")),
                visa(LintRule.STRIPE_VALUE_ON_CHIP, product("<field is=\"ICVV\"/>", "<field is=\"CVV\"/>"))
                        .given(
                                product("<cps>", "<card-values cvk=\"golden.cvk\"/><cps>"),
                                product(fromIssuer, "<field is=\"ICVV\"/>")),
                visa(
                                LintRule.DECIMALISATION_TABLE,
                                product(
                                        "key=\"golden.pvk-ibm\"",
                                        "key=\"golden.pvk-ibm\" decimalisation=\"0101010101010101\""))
                        .given(product(
                                "<cps>", "<card-values><pin-offset key=\"golden.pvk-ibm\"/></card-values><cps>")),
                visa(LintRule.TRACK_TOO_LONG, product("length=\"10\"", "length=\"11\""))
                        .given(product("length=\"13\"", "length=\"10\"")));
    }

    private static List<LintCase> directories() {
        return List.of(
                visa(LintRule.DIRECTORY_INCOMPLETE, product("61:payment{4F}", "61{4F}"))
                        .given(PSE_CHIP, WITH_PSE),
                visa(LintRule.DIRECTORY_NAMES_ABSENT, product("family=\"PSE\"", "family=\"PPSE\""))
                        .given(PSE_CHIP, WITH_PSE),
                visa(LintRule.DIRECTORY_WITHOUT_FILE, product("tag=\"88\" hex=\"01\"", "tag=\"88\" hex=\"02\""))
                        .given(PSE_CHIP, WITH_PSE),
                visa(LintRule.CONTACTLESS_WITHOUT_DIRECTORY, BOTH_INTERFACES).given(ANTENNA));
    }

    private static final Edit FONT = product("pin-required=\"true\"/>", "pin-required=\"true\" font=\"letters\"/>");

    private static final Edit PRINTED = product("<cps>", "<card-values cvk=\"golden.imk-ac\" printed=\"true\"/><cps>");

    private static final Edit STRIPE = product(
            "<cps>",
            "<stripe><track-1><field is=\"CONSTANT\" value=\"00\"/></track-1>"
                    + "<track-2><field is=\"CONSTANT\" value=\"00\"/></track-2></stripe><cps>");

    private static Edit surface(String name) {
        return product("plastic=\"golden\"", "plastic=\"golden\" surface=\"" + name + "\"");
    }

    private static List<LintCase> outside() {
        return List.of(
                visa(LintRule.SURFACE_UNKNOWN, product("surface=\"plain\"", "surface=\"plane\""))
                        .given(surface("plain")),
                visa(LintRule.FONT_UNKNOWN, product("font=\"letters\"", "font=\"leters\""))
                        .given(FONT),
                visa(LintRule.FONT_NOT_OF_SURFACE, product("font=\"letters\"", "font=\"letters-and-signs\""))
                        .given(FONT, surface("plain")),
                visa(LintRule.PRINTED_VALUE_NOT_OF_SURFACE, product("surface=\"plain\"", "surface=\"with-value\""))
                        .given(surface("plain")),
                visa(LintRule.PRINTED_VALUE_NOT_OF_SURFACE, product("surface=\"with-value\"", "surface=\"plain\""))
                        .given(PRINTED, surface("with-value")),
                visa(LintRule.PRINTED_VALUE_NOT_OF_SURFACE, PRINTED),
                visa(LintRule.PRINTED_VALUE_RAISED, product("surface=\"with-value\"", "surface=\"with-raised-value\""))
                        .given(PRINTED, surface("with-value")),
                visa(LintRule.TRACKS_NOT_OF_SURFACE, product("surface=\"plain\"", "surface=\"with-tracks\""))
                        .given(surface("plain")),
                visa(LintRule.TRACKS_NOT_OF_SURFACE, product("surface=\"with-tracks\"", "surface=\"plain\""))
                        .given(STRIPE, surface("with-tracks")),
                visa(
                                LintRule.TRACKS_NOT_OF_SURFACE,
                                product("<track-1><field is=\"CONSTANT\" value=\"00\"/></track-1>", ""))
                        .given(STRIPE, surface("with-tracks")));
    }
}

package org.cardwright.formats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal names file, line and rule. The untouched files are the right-answer twin of each row. */
class RefusedProfilesTest {

    private static final String PRODUCT = "products/golden-visa.xml";

    @TempDir
    private Path directory;

    private EditableProfiles profiles;
    private String original = "";

    @BeforeEach
    void copy() {
        profiles = EditableProfiles.in(directory);
        original = profiles.read(PRODUCT);
        assertThat(profiles.find("golden-visa").id()).isEqualTo("golden-visa");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chip="golden-chip"                  | chip="none"                               | plastic="golden"          | no chip none
            certificate="golden.visa"           | certificate="golden.none"                 |                           | no issuer certificate golden.none
            profile="golden-visa"               | profile="none"                            |                           | no risk profile none
            signed="true">5A 5F24                            | signed="true">5A 5F2                                   |                           | tag list, character 4
            >57 5F20 9F1F                       | >57 5F20 9F1F DF01                        | <application              | nothing says the value of DF01
            tag="87" hex="01"                   | tag="50" hex="01"                         |                           | element 50 stands twice
            tag="87" hex="01"                   | tag="87" hex="01" text="A"                |                           | exactly one of hex, text and digits
            tag="87" hex="01"                   | tag="87"                                  |                           | exactly one of hex, text, digits, order
            tag="87" hex="01"                   | tag="82" hex="7C00"                       |                           | always computed, never typed
            tag="87" hex="01"                   | tag="93" hex="7C00"                       |                           | always computed, never typed
            tag="87" hex="01"                   | tag="A5" hex="7C00"                       |                           | template A5 has no value of its own
            sfi="3" number="5"                  | sfi="3" number="4"                        | number="4">9F47 | SFI 3 record 4 stands twice
            sfi="3" number="5"                  | sfi="31" number="5"                       |                           | an SFI is 1 to 30
            dgi="9010" coding                   | dgi="9000" coding                         | <dgis>                    | DGI 9000 stands twice
            <records/>                          | <records sfi="1"/>                        | number="1" signed         | the record is not in the list
            <records/>                          | <records sfi="9"/>                        |                           | there are no such records
            dgi="8010" format="ISO_2"           | dgi="8010" class="CLEAR"                  |                           | a secret cannot be CLEAR
            dgi="8000" keys="contact"           | dgi="8000" keys="contact" class="CLEAR"   |                           | a secret cannot be CLEAR
            key="ICC"/>                         | class="CLEAR"/>                           |                           | a secret cannot be CLEAR
            key="ICC"/>                         | key="PIN_ENCIPHERMENT"/>                  | <dgis>                    | there is no such key
            dgi="8010" format="ISO_2"           | dgi="8010" class="DATA"                   | <cps>                     | there is no such transport key
            dgi="8000" keys="contact"           | dgi="8000" keys="none"                    |                           | no card-keys none
            bits="1024"                         | bits="1023"                               |                           | 1024 to 1984 bits
            bits="1024"                         | bits="1024" exponent="5"                  |                           | exponent is 3 or 65537
            dac="DAC1"                          | dac="DA"                                  | <application              | SIGNED_STATIC_DATA has a place
            aid="A0000000031010"                | aid="A0000000"                            |                           | an AID has 5 to 16 bytes
            pin-required="true"                 | pin-required="false"                      |                           | pin-required must be true
            issuer-keys pin="golden.kek1-pin"   | issuer-keys                               |                           | needs the PIN key of the issuer
            is="DATA" from="issuer" length="13" | is="CONSTANT" value="1A"                  |                           | cannot hold
            label="golden.imk-ac"               | label="golden.imk-ac/256"                 |                           | golden.imk-ac/256
            label="golden.imk-ac"               | label="golden.IMK"                        |                           | golden.IMK
            tkid="FF0000000000000002"           | tkid=""                                   |                           | ShortHex
            is="DATA" from="issuer" length="13" | is="DATA" length="13"                     |                           | DATA comes from the issuer
            is="DATA" from="issuer" length="13" | is="CVV"                                  | plastic="golden"          | card-values has no cvk
            is="DATA" from="issuer" length="13" | is="PVV"                                  | plastic="golden"          | card-values has no pvk
            is="DATA" from="issuer" length="13" | is="PIN_OFFSET"                           | plastic="golden"          | card-values has no pin-offset
            is="DATA" from="issuer" length="13" | is="CVC3"                                 | <track-data>              | contactless tracks only
            is="DATA" from="issuer" length="13" | is="CVV" length="3"                       |                           | only PIN_OFFSET and CVC3
            signed="true">5A                    | signed="true">93 5A                       | <application              | which is made later
            wrap="A5"                           | wrap="77"                                 |                           | 77
            dgi="9102"                          | dgi="91"                                  |                           | 91
            <gpo dgi="9104"/>                   | <gpo dgi="9104"/><unknown/>               |                           | unknown
            """)
    void refuses_a_product(String old, String replacement, String anchor, String rule) {
        refuses(PRODUCT, new String[] {old, replacement, anchor}, rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exponent="2"                        | exponent="300"                            |                           | exponent: number does not fit
            service-not-allowed                 | service-forbidden                         |                           | action-code-denial
            hex="F040A49800"                    | hex="F040A498"                            |                           | action-code-online
            hex="F040A49800"/>             | hex="F040A49800">new-card</action-code-online> |                           | not both
            method="signature"                  | method="autograph"                        |                           | no CVM method
            when="if-supported"                 | when="if-sunny"                           |                           | no CVM condition
            atm other    | atm moon other | <usage-control> |  usage-control
            tag="9F52" hex="C000"               | tag="9F52" hex="C000" bytes="2"           |                           | bytes goes with digits
            tag="9F52" hex="C000"               | tag="9F52" digits="123" bytes="1"         |                           | do not fit
            tag="9F52" hex="C000"               | tag="9F" hex="C000"                       |                           | element 9F: not a BER-TLV tag
            effective="2022-01-01"              | effective="2022-13-01"                    | title=                    | yyyy-mm-dd
            """)
    void refuses_a_risk_profile(String old, String replacement, String anchor, String rule) {
        refuses("risk/golden-visa.xml", new String[] {old, replacement, anchor}, rule);
    }

    /** The message names the line of the edit, or of the anchor when the rule is about another element. */
    private void refuses(String file, String[] edit, String rule) {
        profiles.edit(file, edit[0], edit[1]);
        String anchor = edit[2] == null ? edit[1] : edit[2];
        String before = profiles.read(file).substring(0, profiles.read(file).indexOf(anchor));
        long line = before.lines().count() + (before.endsWith("\n") ? 1 : 0);
        assertThatThrownBy(() -> profiles.find("golden-visa"))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageStartingWith("golden-visa.xml line " + line + ":")
                .hasMessageContaining(rule);
    }

    @Test
    void refuses_an_issuer_key_longer_than_that_of_the_authority() {
        profiles.edit("certificates/golden-visa.xml", "authority-bits=\"1408\"", "authority-bits=\"1024\"");
        assertThatThrownBy(profiles::load).hasMessageContaining("issuer-bits <= authority-bits");
    }

    @Test
    void refuses_a_file_in_the_wrong_directory() {
        profiles.write("chips/risk.xml", profiles.read("risk/golden-visa.xml"));
        assertThatThrownBy(profiles::load)
                .hasMessageContaining("risk.xml")
                .hasMessageContaining("not the root element");
    }

    @Test
    void refuses_doctype_and_external_entities() {
        String text = profiles.read("chips/chips.xml")
                .replace("<chips ", "<!DOCTYPE chips [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>\n<chips ")
                .replace("operating-system=\"native\"", "operating-system=\"&e;\"");
        profiles.write("chips/chips.xml", text);
        assertThatThrownBy(profiles::load).isInstanceOf(MalformedProfileException.class);
    }

    /** The processors of the JDK print what they think of such bytes. */
    @Test
    void refuses_what_is_not_utf_8_and_prints_nothing() throws IOException {
        byte[] latin = original.replace("title=\"", "title=\"\u00fc").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(directory.resolve(PRODUCT), latin);
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(profiles::load)
                    .isInstanceOf(MalformedProfileException.class)
                    .hasMessage("golden-visa.xml line 4: a profile file is UTF-8");
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void reads_a_profile_with_a_byte_order_mark() {
        profiles.write(PRODUCT, "\uFEFF" + original);
        assertThat(profiles.find("golden-visa").id()).isEqualTo("golden-visa");
    }

    @Test
    void refuses_anything_behind_the_root_element() {
        profiles.write(PRODUCT, profiles.read(PRODUCT) + "<more/>");
        assertThatThrownBy(profiles::load)
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining("not well-formed XML");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12 | data="golden.d0" | DATA | whole cipher blocks of 8 bytes
            16 |                  | DATA | SECRET_1 leaves as DATA
            16 | kek="golden.k0"  | DATA | SECRET_1 leaves as DATA
            16 | data="golden.d0" | KEY  | SECRET_1 leaves as KEY
            16 | data="golden.d0" | PIN  | SECRET_1 leaves as PIN
            """)
    void refuses_a_secret_that_could_never_be_translated(int bytes, String keys, String secretClass, String reason) {
        profiles.write(PRODUCT, withSecret(bytes, keys == null ? "" : keys, secretClass));
        assertThatThrownBy(() -> profiles.find("golden-visa"))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void takes_keys_under_the_kek_of_the_issuer_and_data_under_his_data_key() {
        profiles.write(PRODUCT, withSecret(16, "kek=\"golden.k0\"", "KEY"));
        assertThat(profiles.find("golden-visa").ordering().secretKey(SecretClass.KEY))
                .contains(KeyReference.parse("golden.k0", ""));
        profiles.write(PRODUCT, withSecret(16, "data=\"golden.d0\"", "DATA"));
        assertThat(profiles.find("golden-visa").ordering().secretKey(SecretClass.DATA))
                .contains(KeyReference.parse("golden.d0", ""));
    }

    private String withSecret(int bytes, String keys, String secretClass) {
        return original.replace(
                        "pin-required=\"true\"/>",
                        "pin-required=\"true\"><secret field=\"SECRET_1\" bytes=\"" + bytes + "\"/></orders>")
                .replace("<issuer-keys ", "<issuer-keys " + keys + " ")
                .replace(
                        "</cps>",
                        "<transport-key class=\"DATA\" label=\"golden.tk-data\" tkid=\"FF0000000000000013\"/></cps>")
                .replace(
                        "</dgis>",
                        "<issuer-secret dgi=\"8F10\" field=\"SECRET_1\" class=\"" + secretClass + "\"/></dgis>");
    }

    @Test
    void refuses_a_field_of_the_order_without_length_in_a_grouping_with_one() {
        String positional =
                "<positional dgi=\"3010\" total=\"4\"><field name=\"line\" order=\"EMBOSS_LINE_1\"%s/></positional></dgis>";
        profiles.write(PRODUCT, profiles.read(PRODUCT).replace("</dgis>", positional.replace("%s", "")));
        assertThatThrownBy(() -> profiles.find("golden-visa"))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining("needs its length");
        profiles.write(PRODUCT, profiles.read(PRODUCT).replace("EMBOSS_LINE_1\"", "EMBOSS_LINE_1\" length=\"4\""));
        assertThat(profiles.find("golden-visa").id()).isEqualTo("golden-visa");
    }

    @Test
    void refuses_two_files_for_one_version() {
        profiles.write("products/again.xml", profiles.read(PRODUCT));
        assertThatThrownBy(profiles::load).hasMessageContaining("product golden-visa v1 stands twice");
    }
}

package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.card.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of reading (R-1xx) says no to a wrong record and nothing to its twin. */
class ReadingRulesTest {

    /** Forty characters and a marker; a reason that must be N, a card number that must have sixteen digits. */
    private static final String LINES = """
            <issuerLayout xmlns="urn:cardwright:issuer-layout:1" name="lines" issuer="harbour">
              <fixed charset="IBM037" recordBytes="40" lines="true"/>
              <record marker="7" markerOffset="39">
                <field name="ORDER_REFERENCE" offset="0" length="4"/>
                <field name="PAN" offset="4" length="19" type="digits" digits="16"/>
                <field name="EXPIRATION_DATE" offset="23" length="4" type="date" pattern="yyMM"/>
                <field name="EFFECTIVE_DATE" offset="27" length="6" type="date" pattern="yyMMdd"/>
                <field name="REASON" offset="33" length="1" constant="N"/>
                <field name="PRODUCT" value="visa-sda"/>
                <field name="SERVICE_CODE" offset="34" length="3" type="digits"/>
              </record>
            </issuerLayout>
            """;

    private static final String LINE = "A  19999990000010096   2809251101N201  7\n";

    private static final String EMBOSSED = "#DCC##EMB#9999 9900 0001 0096\"11/25 09/28\"LI WU                      \""
            + "WU BAKERIES                \"#ENC#%B9999990000010096^WU/LI^2809201000000123?"
            + ";9999990000010096=280920100000123?#END#@@@@@@\r\n";

    /** What the committed corrupt files do not break, or break in one way only. */
    private static final List<Pair> MORE = List.of(
            new Pair(RejectReason.RECORD_LENGTH, LINE, LINE.substring(1)),
            new Pair(RejectReason.VALUE_NOT_CONSTANT, LINE, LINE.replace('N', 'X')),
            new Pair(RejectReason.FIELD_LENGTH, LINE, LINE.replace("0096   ", "00961  ")),
            new Pair(RejectReason.RECORD_MALFORMED, LINE, LINE.replace('7', '8')),
            new Pair(RejectReason.MORE_THAN_ONE_CARD, EMBOSSED, EMBOSSED.replace("#EMB#", "#REP#2#EMB#")));

    @TempDir
    Path directory;

    /**
     * One rule and two contents of a file that differ in what the rule asks.
     *
     * @param rule the rule that the wrong one breaks
     * @param right accepted
     * @param wrong not accepted
     */
    private record Pair(RejectReason rule, String right, String wrong) {}

    @Test
    void every_rule_of_reading_has_a_case() throws IOException {
        Map<RejectReason, Integer> broken = new EnumMap<>(RejectReason.class);
        for (CorruptFiles form : CorruptFiles.all()) {
            assertThat(reasons(form.good(), FourFormsTest.layout(form.layout())))
                    .as(form.name())
                    .isEmpty();
            for (CorruptFiles.Corrupt file : form.files()) {
                ruleOf(file).forEach(rule -> broken.merge(rule, 1, Integer::sum));
            }
        }
        for (Pair pair : MORE) {
            assertThat(reasons(pair, pair.right()))
                    .as("the twin of %s", pair.rule())
                    .isEmpty();
            assertThat(reasons(pair, pair.wrong())).containsExactly(pair.rule());
            broken.merge(pair.rule(), 1, Integer::sum);
        }
        assertThat(broken.keySet()).isEqualTo(rulesOfReading());
    }

    /** The corrupt files of the samples are held to their rules by {@link MalformedInputTest}. */
    private static Stream<RejectReason> ruleOf(CorruptFiles.Corrupt file) {
        return rulesOfReading().stream()
                .filter(rule -> file.expected().matches("record [0-9]+ " + rule.id() + "( .*)?"));
    }

    private static Set<RejectReason> rulesOfReading() {
        return Arrays.stream(RejectReason.values())
                .filter(rule -> rule.id().startsWith("R-1"))
                .collect(Collectors.toSet());
    }

    private List<RejectReason> reasons(Pair pair, String content) throws IOException {
        return pair.right().equals(EMBOSSED)
                ? reasons(content.getBytes(StandardCharsets.US_ASCII), FourFormsTest.layout("harbour-embosser"))
                : reasons(content.getBytes(Charset.forName("IBM037")), layout());
    }

    private IssuerLayout layout() throws IOException {
        return IssuerLayout.load(Files.writeString(directory.resolve("lines.xml"), LINES));
    }

    private List<RejectReason> reasons(byte[] content, IssuerLayout layout) throws IOException {
        Path file = Files.write(directory.resolve("file"), content);
        return FourFormsTest.read(file, layout).stream()
                .filter(UnreadableRecord.class::isInstance)
                .map(item -> ((UnreadableRecord) item).reason())
                .toList();
    }
}

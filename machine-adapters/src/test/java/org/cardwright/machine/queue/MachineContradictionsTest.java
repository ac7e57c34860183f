package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.JobCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What could be meant in two ways, or must go wrong at a machine, is refused with its line. */
class MachineContradictionsTest {

    private static final String LASER = """
            <machine xmlns="urn:cardwright:machine:1" name="laser" version="1" title="T" room="laser" groups="a.b" charset="UTF-8">
              <laser layout="L">
                <text name="NAME" from="laser-name" font="F" x-um="10000" y-um="8000" height-um="3000"/>
                <good command="&lt;move to='good'/>"/>
                <reject command="&lt;move to='reject'/>"/>
              </laser>
              <socket host="127.0.0.1" port="9100" unit="ELEMENT">
                <ask text="S" ready="R (?&lt;card>.*)"/>
                <answer pattern="OK" means="OK"/>
              </socket>
            </machine>
            """;

    private static final String RECORDS = """
            <machine xmlns="urn:cardwright:machine:1" name="records" version="1" title="T" room="room" groups="a.b" attempts="1">
              <delimited delimiter="|"><text name="a" from="emboss-1"/></delimited>
              <crosscheck text="emboss-1" in="track-2"/>
              <hot-folder directory="queues/q" suffix=".txt">
                <result suffix=".res" delimiter=";" columns="sequence outcome" ok="MADE" reject="FAILED"/>
              </hot-folder>
            </machine>
            """;

    private static final String DELIMITED =
            "<delimited delimiter=\"|\"><text name=\"a\" from=\"emboss-1\"/></delimited>";
    private static final String FIXED = "<fixed><text name=\"a\" from=\"emboss-1\" width=\"9\" pad=\"RIGHT\"/></fixed>";
    private static final String MAILER =
            "<pin-mailer pins=\"2,40 2,80\"><text name=\"a\" from=\"emboss-1\" width=\"9\" at=\"1,1 1,40\"/></pin-mailer>";

    @TempDir
    private Path folder;

    private MachineDefinition load(String xml) throws IOException {
        return MachineDefinitionFile.load(Files.writeString(folder.resolve("m.xml"), xml), folder);
    }

    private void refused(String xml, String line, String rule) {
        assertThatThrownBy(() -> load(xml))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(line + ":")
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "layout=\"L\"!layout=\"L\" root=\"cards\"!line 2!of no socket",
                "    <reject command=\"&lt;move to='reject'/>\"/>!!line 2!needs a way of its own",
                "    <ask text=\"S\" ready=\"R (?&lt;card>.*)\"/>!!line 1!asked before each",
                "version=\"1\"!version=\"9999999999\"!line 1!9999999999",
                "R (?&lt;card>.*)!R (?&lt;card>.*!line 8!no regular expression"
            })
    void at_a_laser(String right, String wrong, String line, String rule) {
        assertThat(LASER).contains(right);
        String xml = LASER.replace(right, wrong == null ? "" : wrong);
        refused(rule.startsWith("asked") ? xml.replace("unit=", "counted=\"true\" unit=") : xml, line, rule);
    }

    @Test
    void at_a_laser_that_reads_files() throws IOException {
        String hot =
                "<hot-folder directory=\"queues/q\" suffix=\".xml\"><result suffix=\".res\" columns=\"sequence outcome\"/></hot-folder>";
        String file = LASER.replaceAll("(?s)<socket.*</socket>", hot);
        refused(file, "line 2", "stands around the commands of a file");
        String rooted = file.replace("layout=", "root=\"cards\" layout=");
        refused(rooted, "line 2", "in a file nothing is said of a card that could not be marked");
        String right = rooted.replaceAll("<reject.*/>", "");
        assertThat(load(right).name()).isEqualTo("laser");
        refused(right.replace("UTF-8", "ISO-8859-1"), "line 2", "in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "reject=\"FAILED\"!reject=\"FAILED MADE\"!line 5!one word means OK and REJECT",
                "delimiter=\";\"!delimiter=\"0\"!line 5!no code and no name has",
                "delimiter=\";\"!delimiter=\"-\"!line 5!no code and no name has",
                "delimiter=\"|\"!delimiter=\"1\"!line 2!that texts do not need",
                "delimiter=\"|\"!delimiter=\" \"!line 2!that texts do not need",
                "delimiter=\"|\"!delimiter=\"|\" record-end=\"2323\"!line 2!one control character",
                "delimiter=\"|\"!delimiter=\"|\" record-end=\"85\"!line 2!one control character",
                "delimiter=\"|\"!delimiter=\"|\" record-end=\"\"!line 2!one control character",
                "in=\"track-2\"!in=\"emboss-1\"!line 3!always stands in itself"
            })
    void in_records_and_answers(String right, String wrong, String line, String rule) {
        assertThat(RECORDS).contains(right);
        refused(RECORDS.replace(right, wrong), line, rule);
    }

    @Test
    void columns_are_bytes() throws IOException {
        String fixed = RECORDS.replace(DELIMITED, FIXED);
        assertThat(load(fixed).name()).isEqualTo("records");
        refused(fixed.replace(" attempts", " charset=\"UTF-8\" attempts"), "line 1", "columns and positions are bytes");
    }

    @Test
    void of_pin_mailers() throws IOException {
        String mailer = RECORDS.replace(DELIMITED, MAILER);
        assertThat(load(mailer).name()).isEqualTo("records");
        refused(mailer.replace("attempts=\"1\"", ""), "line 1", "a second paper with one PIN");
        refused(
                mailer.replace("attempts=", "binds=\"true\" attempts=").replace("outcome\"", "outcome plastic\""),
                "line 1",
                "it binds none");
        String socket =
                "<socket host=\"127.0.0.1\" port=\"1\" unit=\"LINE\"><answer pattern=\"(?&lt;card>.*)\" means=\"OK\"/></socket>";
        refused(mailer.replaceAll("(?s)<hot-folder.*</hot-folder>", socket), "line 2", "a form has one mailer");
    }

    /** Every machine gets whole characters only, whatever the language lets pass. */
    @ParameterizedTest
    @ValueSource(strings = {"A\u0085B", "A\u007fB", "A\u2028B", "A\ud83d\ude00B", "A\rB", "A\u001bB"})
    void in_texts(String text) throws IOException {
        MachineDefinition machine = load(RECORDS.replace(" attempts", " charset=\"UTF-8\" attempts"));
        JobCard card = new JobCard(1, "R-1", CardTexts.of(Map.of("emboss-1", text, "track-2", ";" + text + "?")));
        assertThatThrownBy(() -> machine.file("j", List.of(card)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("card R-1, text a: a control character");
    }

    @Test
    void in_jobs_and_references() {
        List<JobCard> twice = List.of(card(1, "R-1"), card(2, "R-1"));
        assertThatThrownBy(() -> new MachineJob("a-1", MachineJob.Stage.PLANNED, twice))
                .hasMessageContaining("one card twice");
        for (String name : List.of("../a", "", "9999990000000014", "9999-9900-0000-0014")) {
            assertThatThrownBy(() -> new MachineJob(name, MachineJob.Stage.PLANNED, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("9999");
        }
        for (String reference : List.of("", "a b", "9999-9900-0000-0014")) {
            assertThatThrownBy(() -> card(1, reference)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> card(0, "R-1")).isInstanceOf(IllegalArgumentException.class);
    }

    private static JobCard card(int sequence, String reference) {
        return new JobCard(sequence, reference, CardTexts.of(Map.of()));
    }
}

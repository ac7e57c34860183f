package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.language.MachineTextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A definition that contradicts itself is refused with its line, before a card is touched. */
class MachineDefinitionFileTest {

    private static final String EMBOSSER = """
            <machine xmlns="urn:cardwright:machine:1" name="embosser" version="3" title="T" room="embossing" groups="a.b c.d" binds="true">
              <datacard-cpx left-um="10185" tracks="2">
                <text name="number" from="emboss-1" font="2" y-um="21412"/>
                <text name="name" from="emboss-3 emboss-4" font="1" x-um="10000" y-um="8331" width="27" pitch-um="2540" height-um="3000"/>
              </datacard-cpx>
              <crosscheck text="emboss-1" in="track-2"/>
              <hot-folder directory="queues/embosser" suffix=".emb">
                <result suffix=".res" columns="job sequence reference outcome error plastic"/>
              </hot-folder>
            </machine>
            """;

    private static final String LASER = """
            <machine xmlns="urn:cardwright:machine:1" name="laser" version="1" title="T" room="laser" after="embossing" groups="a.b" charset="UTF-8">
              <laser layout="L">
                <before command="&lt;a/>"/>
                <text name="NAME" from="laser-name" font="F" x-um="10000" y-um="8000" height-um="3000"/>
              </laser>
              <socket host="127.0.0.1" port="9100" unit="ELEMENT" counted="true">
                <ask text="S" ready="R"/>
                <answer pattern=".*executed=.true.*" means="OK"/>
              </socket>
            </machine>
            """;

    @TempDir
    private Path folder;

    private MachineDefinition load(String xml) throws IOException {
        Path file = Files.writeString(folder.resolve("m.xml"), xml);
        return MachineDefinitionFile.load(file, folder);
    }

    @Test
    void says_what_the_machine_takes_and_where_it_looks() throws IOException {
        MachineDefinition machine = load(EMBOSSER);
        assertThat(machine.route().groups()).containsExactlyInAnyOrder("a.b", "c.d");
        assertThat(machine.route().after()).isEmpty();
        assertThat(machine.route().attempts()).isEqualTo(3);
        assertThat(machine.delivery())
                .isInstanceOfSatisfying(
                        Delivery.HotFolder.class,
                        hot -> assertThat(hot.directory()).isEqualTo(folder.resolve("queues/embosser")));
        assertThat(load(LASER).route().after()).contains("embossing");
    }

    @Test
    void a_file_is_written_in_the_character_set_of_the_machine_or_not_at_all() throws IOException {
        MachineDefinition machine = load(EMBOSSER);
        ByteString file = machine.file("j", List.of(card("9999 99", "DOE")));
        assertThat(file.toAscii()).isEqualTo("""
                        #DCL#080401 1#FC2#0843 2#FC1#0328#END#@@@@@@\r
                        #DCC##EMB#9999 99"DOE LTD"#ENC#;999999=30?#END#@@@@@@\r
                        """);
        List<JobCard> otherTrack = List.of(card("9999 98", "DOE"));
        assertThatThrownBy(() -> machine.file("j", otherTrack)).isInstanceOf(MachineTextException.class);
        MachineDefinition laser = load(LASER.replace(" charset=\"UTF-8\"", ""));
        JobCard accented = new JobCard(1, "R-1", CardTexts.of(Map.of("laser-name", "ZO\u00cb")));
        assertThatThrownBy(() -> laser.file("j", List.of(accented)))
                .isInstanceOf(MachineTextException.class)
                .hasMessageContaining("card R-1, text NAME: a character that is not in US-ASCII")
                .hasMessageNotContaining("ZO");
        assertThat(new String(
                        load(LASER).file("j", List.of(accented)).toByteArray(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .contains("ZO\u00cb");
    }

    private static JobCard card(String number, String name) {
        return new JobCard(
                1,
                "R-1",
                CardTexts.of(
                        Map.of("emboss-1", number, "emboss-3", name, "emboss-4", "LTD", "track-2", ";999999=30?")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "font=\"1\" x-um|font=\"G\" x-um|line 4|fonts of an embosser are numbers",
                "left-um=\"10185\"|left-um=\"1 2 3\"|line 2|one or two left offsets",
                "x-um=\"10000\" y-um=\"8331\" width=\"27\" pitch-um=\"2540\"|x-um=\"20000\" y-um=\"8331\"|line 4|a line that begins further right has a pitch",
                "tracks=\"2\"|tracks=\"3\" track-3-mark=\"\"|line 2|track 3 without track 2 needs its mark",
                "tracks=\"2\"|tracks=\"2\" repeat=\"2\"|line 2|makes a card twice",
                "x-um=\"10000\"|line=\"1\" x-um=\"10000\"|line 4|numbers of lines go upwards",
                "tracks=\"2\"|tracks=\"1\" compare=\"true\"|line 2|compare wants track 2",
                "name=\"name\"|name=\"number\"|line 4|text number stands twice",
                "width=\"27\"|width=\"30\"|line 4|its last character is not on the card",
                "width=\"27\"|pad=\"RIGHT\"|line 4|what is padded has a width",
                "y-um=\"8331\"|y-um=\"53000\"|line 4|it is not on the card",
                "suffix=\".emb\"|suffix=\".tmp\"|line 7|.tmp is that of files that are not complete",
                "suffix=\".res\"|suffix=\".emb\"|line 8|two files have one suffix",
                "sequence reference outcome|outcome|line 8|names its card",
                "reference outcome|reference reference outcome|line 8|a column stands twice",
                "error plastic\"|error plastic\" outcome=\"OK\"|line 8|the outcome is a column",
                "error plastic|error|line 8|names the plastic",
                "queues/embosser|elsewhere|line 7|lies below queues",
                "queues/embosser|queues|line 7|lies below queues",
                "queues/embosser|queues/../output|line 7|lies below queues",
                "queues/embosser|queues/../../out|line 7|lies in the home",
                "groups=\"a.b c.d\"|groups=\"a.b\" after=\"embossing\"|line 1|comes after itself",
                "from=\"emboss-1\"|from=\"pan\"|line 3|emboss",
                "room=\"embossing\"|room=\"Room 1\"|line 1|pattern"
            })
    void is_refused_by_line(String right, String wrong, String line, String rule) {
        assertThat(EMBOSSER).contains(right);
        assertThatThrownBy(() -> load(EMBOSSER.replace(right, wrong)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("m.xml")
                .hasMessageContaining(line + ":")
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "&lt;a/>|&lt;a>|line 3|one XML element",
                "&lt;a/>|&lt;a/>&lt;b/>|line 3|one XML element",
                "height-um=\"3000\"||line 4|has a height",
                "means=\"OK\"|means=\"WAIT\"|line 6|no answer means OK",
                "executed=.true.*|executed=(|line 8|no regular expression",
                "layout=\"L\"|layout=\"L\" template-file=\"none.sjf\"|line 2|template file is missing",
                "groups=\"a.b\"|groups=\"a.b\" binds=\"true\"|line 6|binds none",
                "127.0.0.1|10.1.2.3|line 6|needs tls, or a trusted-segment",
                "127.0.0.1|localhost.example|line 6|needs tls, or a trusted-segment",
                "127.0.0.1\"|127.0.0.1\" trusted-segment=\"line-3\"|line 6|for another host without tls",
                " counted=\"true\"||line 6|name the card in a group",
                "true.*\"|true. (?&lt;card>.*)\"|line 6|none is only counted",
                "text=\"S\"||line 7|one of hex and text",
                "text=\"S\"|hex=\"\"|line 7|an empty question"
            })
    void a_conversation_is_refused_by_line(String right, String wrong, String line, String rule) {
        assertThat(LASER).contains(right);
        assertThatThrownBy(() -> load(LASER.replace(right, wrong == null ? "" : wrong)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(line + ":")
                .hasMessageContaining(rule);
    }

    @Test
    void a_form_whose_fields_reach_into_the_pin_is_refused() {
        String mailer = """
                <machine xmlns="urn:cardwright:machine:1" name="mailer" version="1" title="T" room="mailer" groups="a.b" attempts="1">
                  <pin-mailer pins="2,20" pin-width="6">
                    <text name="name" from="emboss-1" width="16" at="2,5"/>
                  </pin-mailer>
                  <hot-folder directory="queues/q" suffix=".txt"><result suffix=".res" columns="sequence outcome"/></hot-folder>
                </machine>
                """;
        assertThatThrownBy(() -> load(mailer))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("line 2: ")
                .hasMessageContaining("^0 reaches into ^P in row 2");
        assertThatThrownBy(() -> load(mailer.replace("2,5", "2,24")))
                .hasMessageContaining("^P reaches into ^0 in row 2");
    }

    @Test
    void two_texts_on_one_side_do_not_stand_over_each_other() throws IOException {
        String name = "<text name=\"name\"";
        String lower =
                "<text name=\"low\" from=\"emboss-5\" font=\"1\" x-um=\"70000\" y-um=\"6000\" width=\"4\" pitch-um=\"2540\""
                        + " height-um=\"2400\"/>" + name;
        assertThatThrownBy(() -> load(EMBOSSER.replace(name, lower))).hasMessageContaining("it stands over text low");
        assertThat(load(EMBOSSER.replace(name, lower.replace("font", "side=\"BACK\" font")))
                        .language()
                        .texts())
                .hasSize(3);
        assertThat(load(EMBOSSER.replace(name, lower.replace("6000", "5900"))).version())
                .isEqualTo(3);
    }

    @Test
    void another_host_is_reached_under_tls_or_in_a_segment_that_has_a_name() throws IOException {
        String far = LASER.replace("127.0.0.1", "laser-3.example");
        MachineDefinition trusted = load(far.replace("port=", "trusted-segment=\"line-3\" port="));
        assertThat(trusted.trustedSegment()).isEqualTo("line-3");
        String tls = "<tls keystore=\"own.p12\" truststore=\"laser.p12\" password-file=\"tls.txt\"/>";
        MachineDefinition secured = load(far.replace("<ask", tls + "<ask"));
        assertThat(secured.trustedSegment()).isEmpty();
        assertThat(((Delivery.Line) secured.delivery())
                        .wire()
                        .tls()
                        .orElseThrow()
                        .password())
                .isEqualTo(folder.resolve("tls.txt"));
    }

    @Test
    void two_machines_do_not_share_a_name_or_a_folder() throws IOException {
        Path machines = Files.createDirectory(folder.resolve("machines"));
        Files.writeString(machines.resolve("a.xml"), EMBOSSER);
        Files.writeString(machines.resolve("b.xml"), EMBOSSER);
        assertThatThrownBy(() -> MachineDefinitionFile.loadAll(machines, folder))
                .hasMessageContaining("b.xml")
                .hasMessageContaining("another machine embosser");
        Files.writeString(machines.resolve("b.xml"), EMBOSSER.replace("name=\"embosser\"", "name=\"other\""));
        assertThatThrownBy(() -> MachineDefinitionFile.loadAll(machines, folder))
                .hasMessageContaining("same folder");
        Files.writeString(
                machines.resolve("b.xml"),
                EMBOSSER.replace("name=\"embosser\"", "name=\"other\"")
                        .replace("queues/embosser", "queues/embosser/in"));
        assertThatThrownBy(() -> MachineDefinitionFile.loadAll(machines, folder))
                .hasMessageContaining("same folder");
        Files.writeString(machines.resolve("b.xml"), LASER);
        assertThat(MachineDefinitionFile.loadAll(machines, folder)).containsOnlyKeys("embosser", "laser");
        Files.writeString(machines.resolve("c.xml"), LASER.replace("name=\"laser\"", "name=\"second\""));
        assertThatThrownBy(() -> MachineDefinitionFile.loadAll(machines, folder))
                .hasMessageContaining("c.xml")
                .hasMessageContaining("listens at the same host and port");
        Files.delete(machines.resolve("c.xml"));
        assertThat(MachineDefinitionFile.loadAll(folder.resolve("none"), folder))
                .isEmpty();
    }
}

package org.cardwright.machine.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.JobCard;

/** Machines and cards for tests of stations. */
final class StationTestCards {

    static final String JOB = "aabbccdd-embossing-0001";

    private StationTestCards() {}

    static MachineDefinition folderMachine(Path home, boolean binds) throws IOException {
        return folderMachine(home, binds, "queues/embosser");
    }

    static MachineDefinition folderMachine(Path home, boolean binds, String directory) throws IOException {
        String xml = """
                <machine xmlns="urn:cardwright:machine:1" name="embosser" version="1" title="T" room="embossing" groups="a.b" binds="BINDS">
                  <datacard-cpx left-um="10185" tracks="2"><text name="number" from="emboss-1" font="2" y-um="21412"/></datacard-cpx>
                  <crosscheck text="emboss-1" in="track-2"/>
                  <hot-folder directory="DIRECTORY" suffix=".emb">
                    <result suffix=".res" columns="job sequence reference outcome error plastic"/>
                  </hot-folder>
                </machine>
                """.replace("BINDS", Boolean.toString(binds)).replace("DIRECTORY", directory);
        return MachineDefinitionFile.load(Files.writeString(home.resolve("embosser.xml"), xml), home);
    }

    static MachineDefinition lineMachine(Path home, int port, String more) throws IOException {
        return lineMachine(home, port, more, "127.0.0.1");
    }

    static MachineDefinition lineMachine(Path home, int port, String more, String host) throws IOException {
        String xml = """
                <machine xmlns="urn:cardwright:machine:1" name="printer" version="1" title="T" room="printing" groups="a.b">
                  <open-card tracks="2"><text name="LINE1" from="emboss-1"/></open-card>
                  <socket host="HOST" port="PORT" answer-seconds="1" unit="LINE">MORE
                    <answer pattern="OK (?&lt;card>[0-9]+)" means="OK"/>
                    <answer pattern="REJECT (?&lt;card>[0-9]+) (?&lt;error>.*)" means="REJECT"/>
                    <answer pattern="BUSY" means="WAIT"/>
                  </socket>
                </machine>
                """.replace("HOST", host)
                .replace("PORT", Integer.toString(port))
                .replace("MORE", more);
        return MachineDefinitionFile.load(Files.writeString(home.resolve("printer.xml"), xml), home);
    }

    static List<JobCard> cards(int count) {
        List<JobCard> cards = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String number = "99999900000" + (10_000 + i);
            cards.add(new JobCard(
                    i,
                    "000000" + i + "-1",
                    CardTexts.of(Map.of("emboss-1", number, "track-2", ";" + number + "=3012?"))));
        }
        return cards;
    }
}

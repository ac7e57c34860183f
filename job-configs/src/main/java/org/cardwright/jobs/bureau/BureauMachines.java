package org.cardwright.jobs.bureau;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.jobs.wiring.MachinesOfHome;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.machine.queue.MachineDefinitionFile;
import org.cardwright.machine.queue.MachineRooms;

/**
 * The machines of a simulated bureau, as definitions in files like those of a real one: what is embossed goes to embossers, what is engraved to
 * a laser; a card with nothing to engrave has the last embossed line, that of its back, engraved.
 */
final class BureauMachines {

    private static final int LINE_UM = 4_000;
    private static final int TOP_UM = 44_000;
    private static final int CONTROL_UM = 2_000;

    private static final String LASER_ANSWERS = """
            <ask text='&lt;command name="getstatus" Id="{reference}"/>'
                 ready='&lt;command name="getstatus" Id="(?&lt;card>[0-9-]+)" status="Ready" card="present"/>'/>
            <answer pattern='&lt;command valid="true"/>' means="WAIT"/>
            <answer pattern='&lt;command name="(?&lt;command>marklayout)" Id="(?&lt;card>[0-9-]+)" executed="true"/>' means="OK"/>
            <answer pattern='&lt;command name="(?&lt;command>movecard)" executed="true"/>' means="OK"/>
            <answer pattern='&lt;command name="(?&lt;command>[a-z]+)".* executed="false"/>' means="REJECT"/>
            """;

    private final Path directory;
    private final String group;
    private final BureauTerms terms;
    private final List<String> rooms;
    private final List<String> embossed;
    private final List<String> engraved;
    private final List<String> tracks;

    /**
     * For cards of a group.
     *
     * @param directory where definitions and folders go
     * @param places of the texts of a card
     */
    BureauMachines(Path directory, String group, Set<String> places, BureauTerms terms) {
        this.directory = directory;
        this.group = group;
        this.terms = terms;
        List<String> lines = sorted(places, "emboss-");
        List<String> laser = sorted(places, "laser-");
        boolean lends = laser.isEmpty() && lines.size() > 1;
        this.embossed = lends ? lines.subList(0, lines.size() - 1) : lines;
        this.engraved = lends ? lines.subList(lines.size() - 1, lines.size()) : laser;
        this.tracks = sorted(places, "track-");
        this.rooms = Stream.of(
                        embossed.isEmpty() ? "" : BureauTerms.EMBOSSING,
                        tracks.isEmpty() ? "" : BureauTerms.ENCODING,
                        engraved.isEmpty() ? "" : BureauTerms.ENGRAVING,
                        BureauTerms.CHIPS,
                        BureauTerms.INSERTING)
                .filter(room -> !room.isEmpty())
                .toList();
    }

    private static List<String> sorted(Set<String> places, String begin) {
        return places.stream().filter(place -> place.startsWith(begin)).sorted().toList();
    }

    /** Rooms in their order; those that the cards do not need are left out. */
    List<String> rooms() {
        return rooms;
    }

    /**
     * Writes the definitions and reads them.
     *
     * @param laserPort where the laser listens
     */
    MachinesOfHome machines(int laserPort) throws IOException {
        Path files = Files.createDirectories(directory.resolve("machines"));
        if (!embossed.isEmpty()) {
            for (int i = 1; i <= terms.stand(BureauTerms.EMBOSSING).machines(); i++) {
                Files.writeString(files.resolve("embosser-" + i + ".xml"), embosser("embosser-" + i));
            }
        }
        if (!tracks.isEmpty()) {
            Files.writeString(files.resolve("encoder-1.xml"), encoder());
        }
        if (!engraved.isEmpty()) {
            Files.writeString(files.resolve("laser-1.xml"), laser(laserPort));
        }
        Files.writeString(files.resolve("inserter-1.xml"), inserter());
        Map<String, MachineDefinition> loaded = MachineDefinitionFile.loadAll(files, directory);
        Map<String, String> before = new HashMap<>();
        for (int i = 1; i < rooms.size(); i++) {
            before.put(rooms.get(i), rooms.get(i - 1));
        }
        return new MachinesOfHome(loaded, new MachineRooms(before));
    }

    private String head(String name, String room, String more) {
        int place = rooms.indexOf(room);
        String after = place == 0 ? "" : "after=\"" + rooms.get(place - 1) + "\"";
        return "<machine xmlns=\"urn:cardwright:machine:1\" name=\"" + name + "\" version=\"1\" title=\"" + name
                + "\" room=\"" + room + "\" " + after + " groups=\"" + group + "\" attempts=\"" + terms.attempts()
                + "\" " + more + ">\n";
    }

    private static String folder(String name, String suffix, String results) {
        return "<hot-folder directory=\"queues/" + name + "\" suffix=\"" + suffix + "\">" + results
                + "</hot-folder>\n</machine>\n";
    }

    private String embosser(String name) {
        StringBuilder text =
                new StringBuilder(head(name, BureauTerms.EMBOSSING, "binds=\"true\" charset=\"ISO-8859-1\""));
        text.append("<datacard-cpx numbered=\"true\" left-um=\"10185\">\n");
        int line = 0;
        for (String place : embossed) {
            text.append(String.format(
                    java.util.Locale.ROOT,
                    "<text name=\"%s\" from=\"%1$s\" required=\"%b\" font=\"%d\" y-um=\"%d\"/>%n",
                    place,
                    line == 0,
                    line == 0 ? 2 : 1,
                    TOP_UM - LINE_UM * line++));
        }
        // the last line is for readers: the control number of the plastic
        text.append(String.format(
                java.util.Locale.ROOT,
                "<text name=\"control\" from=\"reference\" side=\"BACK\" font=\"4\" y-um=\"%d\"/>%n",
                CONTROL_UM));
        text.append("</datacard-cpx>\n");
        return text
                + folder(
                        name,
                        ".emb",
                        "<result suffix=\".res\" columns=\"job sequence reference outcome error plastic\" ok=\"OK\" reject=\"REJECT\"/>");
    }

    private String encoder() {
        StringBuilder text = new StringBuilder(head("encoder-1", BureauTerms.ENCODING, ""));
        text.append("<delimited delimiter=\"|\" header=\"true\">\n<text name=\"reference\" from=\"reference\"/>\n");
        tracks.forEach(track -> text.append("<text name=\"")
                .append(track)
                .append("\" from=\"")
                .append(track)
                .append("\"/>\n"));
        return text + "</delimited>\n"
                + folder(
                        "encoder-1",
                        ".csv",
                        "<result suffix=\".ret\" columns=\"reference\" outcome=\"OK\"/>"
                                + "<result suffix=\".rej\" columns=\"reference error\" outcome=\"REJECT\"/>");
    }

    private String laser(int port) {
        StringBuilder text = new StringBuilder(head("laser-1", BureauTerms.ENGRAVING, "charset=\"UTF-8\""));
        text.append("<laser layout=\"BACK1\" id=\"Id\">\n");
        text.append(move("before", "Feeder", "Laser"));
        int line = 0;
        for (String place : engraved) {
            text.append(String.format(
                    java.util.Locale.ROOT,
                    "<text name=\"T%d\" from=\"%s\" required=\"false\" font=\"OCR-B\" x-um=\"10000\" y-um=\"%d\" height-um=\"2200\"/>%n",
                    line + 1,
                    place,
                    TOP_UM - LINE_UM * line++));
        }
        return text + move("good", "Laser", "Stacker") + move("reject", "Laser", "Reject")
                + "</laser>\n<socket host=\"127.0.0.1\" port=\"" + port + "\" answer-seconds=\"1\" unit=\"ELEMENT\">\n"
                + LASER_ANSWERS + "</socket>\n</machine>\n";
    }

    private static String move(String when, String source, String destination) {
        return "<" + when + " command='&lt;command name=\"movecard\" source=\"" + source + "\" destination=\""
                + destination + "\"/>'/>\n";
    }

    private String inserter() {
        return head("inserter-1", BureauTerms.INSERTING, "")
                + "<delimited delimiter=\"|\" header=\"true\">\n<text name=\"reference\" from=\"reference\"/>\n</delimited>\n"
                + folder(
                        "inserter-1",
                        ".ins",
                        "<result suffix=\".res\" columns=\"reference outcome error\" ok=\"OK\" reject=\"REJECT\"/>");
    }
}

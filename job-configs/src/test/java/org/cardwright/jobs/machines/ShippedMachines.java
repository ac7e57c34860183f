package org.cardwright.jobs.machines;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.language.SealedTexts;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.machine.queue.MachineDefinitionFile;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.surface.EmbossingRecord;
import org.cardwright.perso.surface.LaserRecord;
import org.cardwright.perso.surface.SurfaceData;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.surface.SurfaceLayoutFile;

/** The machines of the shipped configuration, and two cards as sealed files hold them. */
final class ShippedMachines {

    private static final Map<String, String> SURFACES = Map.of(
            "visa-sda.visa-classic", "classic-embossed",
            "visa-dda.visa-premium", "embossed-and-lasered",
            "visa-sign.visa-stripe", "stripe-job");

    private ShippedMachines() {}

    static Map<String, MachineDefinition> all(Path home) throws IOException {
        return MachineDefinitionFile.loadAll(config("machines"), home);
    }

    private static Path config(String name) {
        try {
            return Path.of(Objects.requireNonNull(ShippedMachines.class.getResource("/org/cardwright/config/" + name))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Two cards with the surface of the first group that the machine takes. */
    static List<JobCard> cards(MachineDefinition machine) throws IOException {
        String group = machine.route().groups().stream().sorted().findFirst().orElseThrow();
        String surface = SURFACES.getOrDefault(group, "flat-laser");
        SurfaceLayout layout = SurfaceLayoutFile.load(config("surfaces").resolve(surface + ".xml"));
        List<JobCard> cards = new ArrayList<>();
        cards.add(new JobCard(
                1, "0000001-1", texts(layout, "9999990000000014", "CARDHOLDER/TEST.MR", "TEST COMPANY LTD")));
        cards.add(new JobCard(2, "0000002-1", texts(layout, "9999990000000022", "ROE/JANE", "")));
        return cards;
    }

    /** As the chip record of the card has it: a key of a transport set, and 16 bytes that say nothing. */
    private static CardTexts withPin(CardTexts read, String pan) {
        Map<String, String> texts = new HashMap<>();
        read.places().forEach(place -> texts.put(place, read.at(place)));
        texts.put("pin-key", "4B324B45593031");
        texts.put("pin-block", ("A7" + pan.substring(14)).repeat(8));
        return CardTexts.of(texts);
    }

    private static CardTexts texts(SurfaceLayout layout, String pan, String name, String line) {
        SurfaceData data = new SurfaceData(
                Pan.of(pan),
                "0126",
                ExpirationDate.ofYymm("2912"),
                name,
                line.isEmpty() ? List.of() : List.of(line),
                "B" + pan + "^" + name + "^29122010000012300000000",
                pan + "=29122010000012300000",
                "",
                "701");
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        layout.emboss().ifPresent(zone -> channels.put(Channel.EMBOSS, EmbossingRecord.format(layout, data)));
        if (!layout.laser().isEmpty()) {
            channels.put(Channel.LASER, LaserRecord.format(layout, "A-000001", data));
        }
        channels.put(Channel.TRACK, EmbossingRecord.stripe(layout, data));
        return withPin(SealedTexts.read(channels), pan);
    }
}

package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.Track2;
import org.cardwright.formats.emv.Track2EquivalentData;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.dgi.Dgi;

/**
 * Stripe, chip, print and the directory for contactless terminals say the same card: number, expiry, service code, name. What the chip says
 * is read from the chip, not from its record. F-65.
 */
public final class CrossCheck implements CardTest {

    private static final ByteString PPSE = ByteString.ascii("2PAY.SYS.DDF01");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9 ]{11,22}");
    private static final Pattern LAST_FOUR = Pattern.compile("([0-9]{4})( [0-9]{3})?");
    private static final Pattern DATE = Pattern.compile(".*?(0[1-9]|1[0-2])/([0-9]{2}).*");

    private final ChipRecipe recipe;

    /** For the cards of a chip. */
    public CrossCheck(ChipRecipe recipe) {
        this.recipe = recipe;
    }

    /** What the chip says. */
    private record OnChip(String pan, String yymm, Optional<Track2> track2, Optional<String> name) {

        /** Nothing of the card. */
        @Override
        public String toString() {
            return "OnChip";
        }
    }

    @Override
    public List<String> faults(CardUnderTest card) {
        ChipReading chip = new ChipReading(card.card());
        List<String> faults = new ArrayList<>(contactless(chip, card));
        SurfaceTexts texts = new SurfaceTexts(card.others());
        for (CpsApplication application : card.record().applications()) {
            onChip(chip, application).ifPresent(said -> {
                faults.addAll(chipAlone(said));
                faults.addAll(stripe(said, texts));
                faults.addAll(print(said, texts));
            });
        }
        return faults.stream().distinct().toList();
    }

    private Optional<OnChip> onChip(ChipReading chip, CpsApplication application) {
        Optional<AppletRecipe> applet = recipe.applet(application.aid())
                .filter(known -> known.behaviour().isPresent());
        Optional<ByteString> selected = applet.flatMap(known -> chip.select(application.aid()));
        if (selected.isEmpty()) {
            return Optional.empty();
        }
        chip.processingOptions(selected.get());
        List<ByteString> records = new ArrayList<>();
        application.dgis().stream()
                .map(Dgi::id)
                .filter(applet.get()::isRecord)
                .forEach(id -> chip.record(id.sfi(), id.recordNumber()).ifPresent(records::add));
        Map<Tag, ByteString> elements = ChipReading.elements(records);
        String pan = hex(elements, "5A").replace("F", "");
        String expiry = hex(elements, "5F24");
        return Optional.of(new OnChip(
                pan,
                expiry.substring(0, Math.min(4, expiry.length())),
                track2(elements.getOrDefault(Tag.of("57"), ByteString.EMPTY)),
                Optional.ofNullable(elements.get(Tag.of("5F20")))
                        .map(name -> name.toAscii().strip())));
    }

    private static String hex(Map<Tag, ByteString> elements, String tag) {
        return elements.getOrDefault(Tag.of(tag), ByteString.EMPTY).toHex();
    }

    /** What stands in 57; empty when that is no track. */
    static Optional<Track2> track2(ByteString equivalent) {
        try {
            return Optional.of(Track2EquivalentData.decode(equivalent).track());
        } catch (MalformedTlvException malformed) {
            return Optional.empty();
        }
    }

    private static List<String> chipAlone(OnChip said) {
        boolean same = said.track2
                .filter(track -> track.pan().digits().equals(said.pan))
                .filter(track -> track.expirationDate().yymm().equals(said.yymm))
                .isPresent();
        return same ? List.of() : List.of("track 2 of the chip is of another card than its number and expiry");
    }

    private static List<String> stripe(OnChip said, SurfaceTexts texts) {
        List<String> faults = new ArrayList<>();
        String service = said.track2.map(track -> track.serviceCode().digits()).orElse("");
        for (String track : texts.tracks2()) {
            require(track.startsWith(said.pan + "=" + said.yymm + service), "track 2 of the stripe", faults);
        }
        for (String track : texts.tracks1()) {
            String[] fields = track.split("\\^", -1);
            boolean whole = fields.length == 3 && fields[0].equals("B" + said.pan);
            require(whole && fields[2].startsWith(said.yymm + service), "track 1 of the stripe", faults);
            boolean named = said.name.isEmpty() || (whole && fields[1].strip().equals(said.name.get()));
            require(named, "the name in track 1 of the stripe", faults);
        }
        return faults;
    }

    private static List<String> print(OnChip said, SurfaceTexts texts) {
        List<String> faults = new ArrayList<>();
        List<String> dates = new ArrayList<>();
        List<String> endings = new ArrayList<>();
        for (String line : texts.lines()) {
            if (NUMBER.matcher(line).matches()) {
                require(line.replace(" ", "").equals(said.pan), "the printed number", faults);
            }
            if (DATE.matcher(line).matches()) {
                dates.add(DATE.matcher(line).replaceFirst("$2$1"));
            }
            if (LAST_FOUR.matcher(line).matches()) {
                endings.add(line.substring(0, 4));
            }
        }
        boolean ends = endings.stream().anyMatch(said.pan::endsWith);
        require(endings.isEmpty() || ends, "the number printed last", faults);
        require(dates.isEmpty() || dates.contains(said.yymm), "the printed expiry", faults);
        return faults;
    }

    private static void require(boolean same, String what, List<String> faults) {
        if (!same) {
            faults.add(what + " is of another card than the chip");
        }
    }

    /** Every application that the directory for contactless terminals names can be selected. EMV Contactless Book B, 3.3.1. */
    private static List<String> contactless(ChipReading chip, CardUnderTest card) {
        boolean ordered = card.record().applications().stream()
                .anyMatch(each -> each.aid().equals(PPSE));
        if (!ordered) {
            return List.of();
        }
        List<ByteString> named = chip
                .select(PPSE)
                .flatMap(ChipReading::proprietary)
                .flatMap(objects -> ChipReading.value(objects, Tag.of("BF0C")))
                .map(ChipReading::objects)
                .orElse(List.of())
                .stream()
                .flatMap(entry -> ChipReading.value(ChipReading.objects(entry.value()), Tag.of("4F")).stream())
                .toList();
        boolean all = !named.isEmpty()
                && named.stream().allMatch(aid -> chip.select(aid).isPresent());
        return all
                ? List.of()
                : List.of("the directory for contactless terminals names an application that is not there");
    }
}

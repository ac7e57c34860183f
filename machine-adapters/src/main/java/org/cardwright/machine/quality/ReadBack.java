package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.DgiRule;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * Reads back what the chip gives to any reader, and compares it with the record as it was sealed: which chip it is, answers to SELECT, AIP
 * and AFL, every record and none besides, data objects. What it does not give is tested by its keys. S2-10, S1-52, F-64, C-07.
 */
public final class ReadBack implements CardTest {

    private static final int GET_LIFE_CYCLE = 0x80CA9F7F;
    private static final Tag FILE_NAME = Tag.of("84");
    private static final Tag PIN_TRY_COUNTER = Tag.of("9F17");

    private final ChipRecipe recipe;

    /** For the cards of a chip. */
    public ReadBack(ChipRecipe recipe) {
        this.recipe = recipe;
    }

    @Override
    public List<String> faults(CardUnderTest card) {
        ChipReading chip = new ChipReading(card.card());
        List<String> faults = new ArrayList<>(identity(chip, card.log()));
        for (CpsApplication application : card.record().applications()) {
            Optional<AppletRecipe> applet = recipe.applet(application.aid());
            if (applet.isEmpty()) {
                faults.add("application " + application.aid().toHex() + ": the chip has no applet for it");
            } else {
                new Application(chip, application, applet.get(), refused(card.log(), application))
                        .compare()
                        .forEach(fault ->
                                faults.add("application " + application.aid().toHex() + ": " + fault));
            }
        }
        return faults;
    }

    private static Set<DgiId> refused(CardLog log, CpsApplication application) {
        return log.applications().stream()
                .filter(entry -> entry.aid().equals(application.aid()))
                .findFirst()
                .map(entry -> Set.copyOf(entry.refused()))
                .orElse(Set.of());
    }

    /** The chip that is tested is the one that was written on; one that says its number only now is in no record under it. */
    private List<String> identity(ChipReading chip, CardLog log) {
        Optional<ByteString> written = log.lifeCycle().map(CardProductionLifeCycle::chipNumber);
        Optional<ByteString> domain = recipe.channel().map(ChannelPolicy::securityDomain);
        if (domain.isEmpty()) {
            return List.of();
        }
        Optional<ByteString> present = chip.select(domain.get())
                .flatMap(selected -> chip.raw(GET_LIFE_CYCLE))
                .flatMap(CardProductionLifeCycle::decode)
                .map(CardProductionLifeCycle::chipNumber);
        if (present.isPresent() && written.isEmpty()) {
            return List.of("the chip has a number that it did not say before it was written on");
        }
        return present.equals(written) ? List.of() : List.of("another chip than the one that was written on");
    }

    /** One application of the card. */
    private record Application(ChipReading chip, CpsApplication application, AppletRecipe applet, Set<DgiId> refused) {

        List<String> compare() {
            Optional<ByteString> selected = chip.select(application.aid());
            if (selected.isEmpty()) {
                return List.of("not selectable");
            }
            List<String> faults = new ArrayList<>();
            boolean named = ChipReading.value(
                            ChipReading.objects(selected.get()).stream()
                                    .flatMap(object -> ChipReading.objects(object.value()).stream())
                                    .toList(),
                            FILE_NAME)
                    .equals(Optional.of(application.aid()));
            if (!named) {
                faults.add("the answer to SELECT names another application");
            }
            // GET PROCESSING OPTIONS counts, so counters are as they were written only before it
            for (Dgi dgi : written()) {
                faults.addAll(data(dgi));
            }
            Optional<ByteString> options =
                    applet.behaviour().isPresent() ? chip.processingOptions(selected.get()) : Optional.empty();
            for (Dgi dgi : written()) {
                faults.addAll(files(dgi, selected.get(), options));
            }
            faults.addAll(surplus());
            return faults;
        }

        private List<Dgi> written() {
            return application.dgis().stream()
                    .filter(dgi -> !refused.contains(dgi.id()))
                    .toList();
        }

        private DgiRule.Holds holds(Dgi dgi) {
            return applet.rule(dgi.id()).map(DgiRule::holds).orElse(DgiRule.Holds.OTHER);
        }

        /** What GET DATA gives. */
        private List<String> data(Dgi dgi) {
            return switch (holds(dgi)) {
                case DATA_OBJECTS -> objects(dgi.value());
                case POSITIONAL -> positional(applet.rule(dgi.id()).orElseThrow(), dgi.value());
                case PIN_COUNTER -> pinCounter(dgi.value());
                default -> List.of();
            };
        }

        private List<String> files(Dgi dgi, ByteString selected, Optional<ByteString> options) {
            if (applet.isRecord(dgi.id())) {
                return same(
                        chip.record(dgi.id().sfi(), dgi.id().recordNumber()),
                        dgi.value(),
                        "SFI " + dgi.id().sfi() + " record " + dgi.id().recordNumber());
            }
            return switch (holds(dgi)) {
                case SELECT_ANSWER -> selectAnswer(dgi.value(), selected);
                case PROCESSING_OPTIONS -> same(options, joined(dgi.value()), "AIP or AFL");
                case POSITIONAL_PROCESSING_OPTIONS -> same(options, dgi.value(), "AIP or AFL");
                default -> List.of();
            };
        }

        private static List<String> same(Optional<ByteString> read, ByteString expected, String what) {
            return read.equals(Optional.of(expected)) ? List.of() : List.of(what + " differs");
        }

        /** Template A5 or the whole 6F. */
        private static List<String> selectAnswer(ByteString expected, ByteString selected) {
            List<Tlv> wanted = ChipReading.objects(expected);
            boolean whole = wanted.size() == 1 && wanted.get(0).tag().equals(Tag.of("6F"));
            if (whole) {
                return same(Optional.of(selected), expected, "the answer to SELECT");
            }
            Optional<List<Tlv>> inside =
                    wanted.size() == 1 && wanted.get(0).tag().equals(Tag.of("A5"))
                            ? Optional.of(ChipReading.objects(wanted.get(0).value()))
                            : Optional.of(wanted);
            return ChipReading.proprietary(selected).equals(inside)
                    ? List.of()
                    : List.of("the answer to SELECT differs");
        }

        private static ByteString joined(ByteString objects) {
            return ByteString.concat(
                    ChipReading.objects(objects).stream().map(Tlv::value).toList());
        }

        private List<String> objects(ByteString value) {
            List<String> faults = new ArrayList<>();
            for (Tlv object : ChipReading.objects(value)) {
                faults.addAll(data(object.tag(), object.value()));
            }
            return faults;
        }

        private List<String> positional(DgiRule rule, ByteString value) {
            List<String> faults = new ArrayList<>();
            for (DgiRule.Field field : rule.fields()) {
                faults.addAll(data(field.tag(), value.slice(field.at(), field.at() + field.length())));
            }
            return faults;
        }

        private List<String> data(Tag tag, ByteString expected) {
            return isReadable(tag) ? same(chip.data(tag), expected, "data object " + tag) : List.of();
        }

        private boolean isReadable(Tag tag) {
            return applet.behaviour().map(Behaviour::readable).orElse(Set.of()).contains(tag);
        }

        /** The tries that are left stand in front of the limit. EMV CPS, data grouping 9010. */
        private List<String> pinCounter(ByteString value) {
            int at = Math.max(0, value.size() - 2);
            return data(PIN_TRY_COUNTER, value.slice(at, at + 1));
        }

        /** A record behind the last one of a file was not ordered. */
        private List<String> surplus() {
            Map<Integer, Integer> last = new HashMap<>();
            application.dgis().stream()
                    .map(Dgi::id)
                    .filter(applet::isRecord)
                    .forEach(id -> last.merge(id.sfi(), id.recordNumber(), Math::max));
            return last.entrySet().stream()
                    .filter(file ->
                            chip.record(file.getKey(), file.getValue() + 1).isPresent())
                    .map(file -> "SFI " + file.getKey() + " has a record that was not ordered")
                    .toList();
        }
    }
}

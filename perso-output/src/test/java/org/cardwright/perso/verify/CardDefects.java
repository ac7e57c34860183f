package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.surface.StripeTrack;
import org.cardwright.perso.surface.SurfaceField;
import org.cardwright.perso.surface.SurfaceLayout;

/** The table of defects in a card; its head says how a line is read. */
final class CardDefects {

    private static final String TABLE = "card-defects.txt";
    private static final Pattern REPLACEMENT = Pattern.compile("(raw )?([0-9A-Z]+): (.+?) >(?: (.*))?");
    private static final Pattern SIGNED = Pattern.compile("sign ([0-9A-F]+)@([0-9]+) ([0-9A-F]+)");
    private static final Pattern WHOLE = Pattern.compile("([0-9A-F]{4}) = ([0-9A-F]+)");

    private static final String TRACKS = "%B4761739001010119^TEST/CARDHOLDER^25122011234500000000000?"
            + ";4761739001010119=25122011234512340000?\r\n";
    private static final String EMBOSSED =
            "#DCC##TOP#G#EMB#4761 7390 0101 0119\"12/25\"CARDHOLDER TEST\"  GOLD MEMBER\"#END#@@@@@@\r\n";
    private static final String ENGRAVED = "  <card order=\"A-000001\"><text name=\"pan\">4761 7390 0101 0119</text>"
            + "<text name=\"date\">12/25</text><text name=\"name\">CARDHOLDER TEST</text>"
            + "<text name=\"last-four\">0119</text></card>\n";

    private static final SurfaceLayout.Font FONT =
            new SurfaceLayout.Font(1, "Gothic", 2540, "", SurfaceLayout.Kind.RAISED);
    private static final SurfaceLayout.Line GOLDEN_PAN = new SurfaceLayout.Line(
            FONT,
            0,
            0,
            SurfaceField.PAN_GROUPED,
            SurfaceLayout.Side.FRONT,
            Optional.of(new SurfaceLayout.Topping("gold", "", "#TOP#G", new SurfaceLayout.Zone(0, 0, 0, 0))));
    private static final SurfaceLayout SURFACE = new SurfaceLayout(
            "worked",
            1,
            ByteString.EMPTY,
            Optional.of(new SurfaceLayout.Emboss(
                    0,
                    List.of(
                            GOLDEN_PAN,
                            line(SurfaceField.EXPIRATION_DATE, 0),
                            line(SurfaceField.CARDHOLDER_NAME, 0),
                            line(SurfaceField.LINE_1, 2)))),
            List.of(StripeTrack.TRACK_1, StripeTrack.TRACK_2),
            List.of(
                    text("pan", SurfaceField.PAN_GROUPED),
                    text("date", SurfaceField.EXPIRATION_DATE),
                    text("name", SurfaceField.CARDHOLDER_NAME),
                    text("line-2", SurfaceField.LINE_2),
                    text("last-four", SurfaceField.PAN_LAST_FOUR)));

    private CardDefects() {}

    private static SurfaceLayout.Line line(SurfaceField field, int indent) {
        return new SurfaceLayout.Line(FONT, 0, indent, field, SurfaceLayout.Side.FRONT, Optional.empty());
    }

    private static SurfaceLayout.Text text(String name, SurfaceField field) {
        return new SurfaceLayout.Text(name, field, "OCR-B", 0, 0, 0);
    }

    /** Who looks at the card, and so what he can find. */
    enum View {
        /** A terminal with the keys of the certification authority. */
        TERMINAL,
        /** The order beside it, no product and no security module. */
        ORDER,
        /** Order, product, surface layout and security module: a release. */
        RELEASE
    }

    /** A line of the table: the rule that must find it, what is wrong, who looks, and the changes. */
    record Defect(VerificationRule rule, String what, View view, List<String> changes) {

        /** The rules that find something. */
        Set<VerificationRule> fired() {
            Card card = new Card();
            changes.forEach(card::change);
            Findings findings = new Findings();
            new CardVerifier(context(card), findings)
                    .verify(GoldenCards.VISA_GROUP, GoldenCards.VISA_ORDER, card.channels());
            return findings.report(1).findings().stream().map(Finding::rule).collect(Collectors.toSet());
        }

        private VerificationContext context(Card card) {
            VerificationContext all = GoldenCards.fullContext();
            return new VerificationContext(
                    all.caKeys(),
                    all.signatures(),
                    all.publicKey(),
                    all.module().filter(module -> view == View.RELEASE),
                    all.recordKey(),
                    new Expectations() {
                        @Override
                        public Optional<CardApplication> order(String reference) {
                            return Optional.of(card.order()).filter(order -> view != View.TERMINAL);
                        }

                        @Override
                        public Optional<EffectiveProduct> product(String group, String reference) {
                            return Optional.of(GoldenCards.product(group)).filter(product -> view == View.RELEASE);
                        }

                        @Override
                        public Optional<SurfaceLayout> surface(EffectiveProduct product) {
                            return Optional.of(SURFACE).filter(layout -> card.shown);
                        }
                    });
        }
    }

    static List<Defect> all() {
        try (InputStream in = Objects.requireNonNull(CardDefects.class.getResourceAsStream(TABLE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(CardDefects::defect)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Defect defect(String line) {
        String[] parts = line.split(" *\\| *", 4);
        VerificationRule rule = Arrays.stream(VerificationRule.values())
                .filter(one -> one.id().equals(parts[0]))
                .findFirst()
                .orElseThrow();
        return new Defect(
                rule, parts[2], View.valueOf(parts[1].toUpperCase(Locale.ROOT)), List.of(parts[3].split("; ")));
    }

    /** The card and its order while they are changed. */
    private static final class Card {

        private final EditedCard chip = EditedCard.visa();
        private final Map<Channel, String> surfaces =
                new EnumMap<>(Map.of(Channel.EMBOSS, EMBOSSED, Channel.LASER, ENGRAVED, Channel.TRACK, TRACKS));
        private boolean shown;
        private String pin = "1234";
        private int cut;

        private void change(String change) {
            Matcher replacement = REPLACEMENT.matcher(change);
            Matcher signed = SIGNED.matcher(change);
            Matcher whole = WHOLE.matcher(change);
            if (replacement.matches()) {
                replace(replacement.toMatchResult());
            } else if (signed.matches()) {
                chip.signed(signed.group(1), Integer.parseInt(signed.group(2)), signed.group(3));
            } else if (whole.matches()) {
                chip.put(whole.group(1), ByteString.fromHex(whole.group(2)));
            } else {
                verb(change.split(" "));
            }
        }

        private void replace(MatchResult change) {
            String to = Objects.requireNonNullElse(change.group(4), "");
            if (change.group(2).length() == 4) {
                chip.replace(change.group(2), change.group(3), to, change.group(1) == null);
                return;
            }
            shown = true;
            Channel channel = Channel.valueOf(change.group(2));
            String text = surfaces.getOrDefault(channel, "");
            assertThat(text).contains(change.group(3).translateEscapes());
            surfaces.put(channel, text.replace(change.group(3).translateEscapes(), to.translateEscapes()));
        }

        private void verb(String[] words) {
            switch (words[0]) {
                case "nothing" -> shown = true;
                case "cut" -> cut = 1;
                case "without" -> {
                    shown = true;
                    surfaces.remove(Channel.valueOf(words[1]));
                }
                case "pin" -> pin = words[1];
                case "no-pin" -> pin = "";
                case "pin-key" -> chip.withPinKey();
                case "drop" -> chip.without(words[1]);
                case "twice" -> chip.twice(words[1]);
                case "list" -> chip.listing(words[1]);
                case "unlist" -> chip.unlisting(words[1]);
                case "steps" -> chip.steps(Integer.parseInt(words[1]));
                default -> throw new IllegalArgumentException("no such change: " + words[0]);
            }
        }

        private Map<Channel, ByteString> channels() {
            Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
            if (shown) {
                surfaces.forEach((channel, text) -> channels.put(channel, ByteString.ascii(text)));
            }
            ByteString record = chip.chip();
            channels.put(Channel.CHIP, record.slice(0, record.size() - cut));
            return channels;
        }

        private CardApplication order() {
            return GoldenCards.order(GoldenCards.VISA_ORDER, pin);
        }
    }
}

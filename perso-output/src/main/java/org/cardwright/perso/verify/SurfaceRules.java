package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.EMBOSS_AGAINST_CHIP;
import static org.cardwright.perso.verify.VerificationRule.LASER_AGAINST_CHIP;
import static org.cardwright.perso.verify.VerificationRule.TRACK_AGAINST_CHIP;
import static org.cardwright.perso.verify.VerificationRule.TRACK_SHAPE;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.emv.Track1;
import org.cardwright.formats.emv.Track2;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.surface.MagneticStripe;
import org.cardwright.perso.surface.StripeTrack;
import org.cardwright.perso.verify.Surfaces.Stripe;

/**
 * Whether stripe, embossing and engraving show the same card as the chip.
 *
 * <p>Layouts are data, so it goes by what a text looks like: a long number is a PAN, MM/YY is a date, the words of the name
 * on the chip belong together.
 */
final class SurfaceRules {

    /** The encoder module of an embossing record. */
    static final String ENCODER = "#ENC#";

    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9](?: ?[0-9]){12,18}");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
    private static final Pattern DATE = Pattern.compile("(?<![0-9/])(0[1-9]|1[0-2])/([0-9]{2})(?![0-9/])");

    private final CardData chip;
    private final Optional<CardApplication> order;
    private final Findings findings;

    /**
     * Of one card.
     *
     * @param order what was ordered, when it is still there
     */
    SurfaceRules(CardData chip, Optional<CardApplication> order, Findings findings) {
        this.chip = chip;
        this.order = order;
        this.findings = findings;
    }

    void check(Map<Channel, ByteString> channels) {
        ByteString track = channels.get(Channel.TRACK);
        if (track != null) {
            findings.require(Surfaces.isStripe(Surfaces.text(track)), TRACK_SHAPE, "stripe", "sentinels");
            checkStripe(Surfaces.stripe(Surfaces.text(track)));
        }
        ByteString emboss = channels.get(Channel.EMBOSS);
        if (emboss != null) {
            checkTexts(Surfaces.embossed(emboss), EMBOSS_AGAINST_CHIP);
            Surfaces.stripeOfEmbossing(emboss).ifPresent(stripe -> {
                checkStripe(stripe);
                boolean same = track == null || stripe.equals(Surfaces.stripe(Surfaces.text(track)));
                findings.require(same, EMBOSS_AGAINST_CHIP, ENCODER, "other tracks than those of the track file");
            });
        }
        ByteString laser = channels.get(Channel.LASER);
        if (laser != null) {
            checkTexts(Surfaces.engraved(laser), LASER_AGAINST_CHIP);
        }
    }

    private void checkStripe(Stripe stripe) {
        stripe.track1().ifPresent(this::checkTrack1);
        stripe.track2().ifPresent(this::checkTrack2);
        checkCode(StripeTrack.TRACK_1, stripe.track1());
        checkCode(StripeTrack.TRACK_2, stripe.track2());
        checkCode(StripeTrack.TRACK_3, stripe.track3());
        boolean any = stripe.track1().isPresent() || stripe.track2().isPresent();
        findings.require(any, TRACK_SHAPE, "stripe", "no track 1 or 2");
    }

    /** A track can be written bit by bit and read back: alphabet, length, parity, LRC. ISO/IEC 7811-2. */
    private void checkCode(StripeTrack track, Optional<String> text) {
        String field = "track " + (track.ordinal() + 1);
        findings.require(text.map(one -> isCodable(track, one)).orElse(true), TRACK_SHAPE, field, "no code for it");
    }

    private static boolean isCodable(StripeTrack track, String text) {
        try {
            return MagneticStripe.decode(track, MagneticStripe.encode(track, text))
                    .equals(text);
        } catch (IllegalArgumentException notOnThisTrack) {
            return false;
        }
    }

    private void checkTrack1(String text) {
        try {
            Track1 track = Track1.parse(text);
            agrees(track.pan().digits().equals(chip.panDigits()), "track 1", "PAN");
            agrees(track.expirationDate().yymm().equals(chip.expirationYymm()), "track 1", "expiration date");
            agreesWithServiceCode(track.serviceCode().digits(), "track 1");
            String name = track.cardholderName().strip();
            chip.find(0x5F20).ifPresent(there -> agrees(there.toAscii().strip().equals(name), "track 1", "name"));
            order.map(CardApplication::cardholderName)
                    .filter(wanted -> !wanted.isEmpty())
                    .ifPresent(wanted -> agrees(wanted.strip().equals(name), "track 1", "name of the order"));
        } catch (IllegalArgumentException shape) {
            findings.add(TRACK_SHAPE, "track 1", "");
        }
    }

    private void checkTrack2(String text) {
        try {
            Track2 track = Track2.parse(text);
            agrees(track.pan().digits().equals(chip.panDigits()), "track 2", "PAN");
            agrees(track.expirationDate().yymm().equals(chip.expirationYymm()), "track 2", "expiration date");
            agreesWithServiceCode(track.serviceCode().digits(), "track 2");
        } catch (IllegalArgumentException shape) {
            findings.add(TRACK_SHAPE, "track 2", "");
        }
    }

    private void agreesWithServiceCode(String digits, String field) {
        chip.find(0x5F30).ifPresent(code -> agrees(code.toHex().equals("0" + digits), field, "service code"));
        order.ifPresent(o -> agrees(o.serviceCode().digits().equals(digits), field, "service code of the order"));
    }

    private void agrees(boolean holds, String field, String what) {
        findings.require(holds, TRACK_AGAINST_CHIP, field, what);
    }

    private void checkTexts(List<String> lines, VerificationRule rule) {
        findings.require(agree(lines, LONG_NUMBER, this::isPan), rule, "PAN", "");
        findings.require(agree(lines, DATE, this::isDateOfCard), rule, "date", "");
        checkName(lines, rule);
    }

    /**
     * What was ordered as a free text, such as {@code MEMBER SINCE 03/19}, is no statement about the card; everything else must
     * be. Once the order is gone, nobody can tell a free text apart: then what the card says must be there among it.
     */
    private boolean agree(List<String> lines, Pattern pattern, Predicate<String> ofTheCard) {
        Set<String> others = found(pattern, lines);
        int read = others.size();
        others.removeIf(ofTheCard);
        return order.isPresent()
                ? others.isEmpty() || found(pattern, orderedLines()).containsAll(others)
                : read == 0 || others.size() < read;
    }

    private List<String> orderedLines() {
        return order.map(CardApplication::embossLines).orElse(List.of());
    }

    private static Set<String> found(Pattern pattern, List<String> lines) {
        Set<String> found = new HashSet<>();
        for (String line : lines) {
            for (Matcher matcher = pattern.matcher(line); matcher.find(); ) {
                found.add(matcher.group().replace(" ", ""));
            }
        }
        return found;
    }

    private boolean isPan(String number) {
        return number.equals(chip.panDigits());
    }

    /** MM/YY of the first or of the last month. */
    private boolean isDateOfCard(String date) {
        String yymm = date.substring(3) + date.substring(0, 2);
        ByteString effective = chip.get(0x5F25);
        return yymm.equals(chip.expirationYymm())
                || (effective.size() == 3 && effective.toHex().startsWith(yymm));
    }

    /**
     * When one word of the name can be read, all of them must be there: a swapped or cut name shows. Whether a name has to be
     * there says the layout ({@link PrintedTextRules}). Without the order the name is that of the chip, which has no accents: as
     * many words with accents may stand for it.
     */
    private void checkName(List<String> lines, VerificationRule rule) {
        Set<String> wanted = words(order.map(CardApplication::embossedName)
                .orElseGet(() -> chip.get(0x5F20).toAscii()));
        Set<String> read = words(String.join(" ", lines));
        long there = wanted.stream().filter(read::contains).count();
        long accented = order.isPresent()
                ? 0
                : read.stream()
                        .filter(word -> word.chars().anyMatch(c -> c > 'z'))
                        .count();
        findings.require(there == 0 || wanted.size() - there <= accented, rule, "name", "");
    }

    /** An apostrophe parts no words: the stripe and the chip do not carry it. */
    private static Set<String> words(String text) {
        return NO_LETTERS
                .splitAsStream(text.replace("'", ""))
                .filter(word -> word.length() > 1)
                .collect(Collectors.toSet());
    }
}

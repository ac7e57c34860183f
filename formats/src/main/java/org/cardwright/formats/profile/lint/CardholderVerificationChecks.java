package org.cardwright.formats.profile.lint;

import java.util.Optional;
import java.util.OptionalInt;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.CvmList;
import org.cardwright.formats.emv.CvmRule;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.tlv.MalformedTlvException;

/** The CVM list against PIN, keys and currency. EMV 4.4 Book 3, 10.5. */
final class CardholderVerificationChecks {

    private static final int MAX_TRIES = 15;

    private CardholderVerificationChecks() {}

    static void check(LintContext context) {
        boolean pin = !context.dgis(DgiProfile.Pin.class).isEmpty();
        Optional<CvmList> list =
                context.places("8E") ? context.fixed("8E").flatMap(v -> read(context, v)) : Optional.empty();
        list.ifPresent(cvm -> rules(context, cvm, pin));
        boolean used = list.map(cvm -> cvm.rules().stream().anyMatch(CvmRule::needsReferencePin))
                .orElse(false);
        if (pin && !used) {
            context.report(LintRule.PIN_WITHOUT_USE, "no rule of the CVM list lets the card check a PIN");
        }
        tries(context, pin);
    }

    private static Optional<CvmList> read(LintContext context, ByteString value) {
        try {
            return Optional.of(CvmList.decode(value));
        } catch (MalformedTlvException malformed) {
            context.report(LintRule.ELEMENT_LENGTH, "8E is " + malformed.getMessage());
            return Optional.empty();
        }
    }

    private static void rules(LintContext context, CvmList list, boolean pin) {
        for (int i = 0; i < list.rules().size(); i++) {
            CvmRule rule = list.rules().get(i);
            String where = "rule " + (i + 1) + " (" + rule + ")";
            if (rule.needsReferencePin() && !pin) {
                context.report(LintRule.OFFLINE_PIN_WITHOUT_PIN, where + " needs a PIN in the chip");
            }
            if (rule.needsPinEnciphermentKey() && !hasPinKey(context)) {
                context.report(LintRule.ENCIPHERED_PIN_WITHOUT_KEY, where + " needs an RSA key in the chip");
            }
            if ((rule.comparesAmountX() || rule.comparesAmountY()) && !context.places("9F42")) {
                context.report(LintRule.AMOUNT_WITHOUT_CURRENCY, where + " compares an amount without a currency");
            }
        }
    }

    /** The ICC key serves when there is no separate one. EMV 4.4 Book 2, 7.1. */
    private static boolean hasPinKey(LintContext context) {
        Optional<AuthenticationProfile> authentication = context.authentication();
        boolean own = authentication.flatMap(AuthenticationProfile::pinKey).isPresent() && context.places("9F2D");
        boolean icc = authentication.flatMap(AuthenticationProfile::iccKey).isPresent() && context.places("9F46");
        return own || icc;
    }

    private static void tries(LintContext context, boolean pin) {
        var counters = context.dgis(DgiProfile.PinCounter.class);
        if (pin && counters.isEmpty()) {
            context.report(LintRule.PIN_COUNTER_MISSING, "there is a PIN but no limit of tries");
        }
        OptionalInt wanted = context.application().risk().pinTries();
        for (DgiProfile.PinCounter counter : counters) {
            if (counter.tries() < 1 || counter.tries() > MAX_TRIES) {
                context.report(LintRule.PIN_TRIES, "a limit of " + counter.tries() + " tries");
            }
        }
        if (context.places("9F17") && wanted.isPresent()) {
            int placed = context.number("9F17").orElse(-1);
            if (placed != wanted.getAsInt()) {
                context.report(LintRule.PIN_TRIES, "9F17 says " + placed + ", pin-tries " + wanted.getAsInt());
            }
        }
    }
}

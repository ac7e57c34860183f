package org.cardwright.machine.terminal;

import java.security.SecureRandom;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.machine.terminal.TerminalProfile.RandomSelection;

/** Floor limit, random selection and velocity. EMV 4.4 Book 3, 10.6. */
final class RiskManagement {

    private static final int PERCENT = 100;

    private final CardDialogue card;
    private final TerminalData data;
    private final SecureRandom random;

    RiskManagement(CardDialogue card, TerminalData data, SecureRandom random) {
        this.card = card;
        this.data = data;
        this.random = random;
    }

    void perform() {
        if (data.transaction().forcedOnline()) {
            data.result("merchant-forced-online");
        }
        if (!data.interchangeProfile().has(ApplicationInterchangeProfile.TERMINAL_RISK_MANAGEMENT)) {
            return;
        }
        long amount = data.transaction().amount();
        if (amount >= data.profile().floorLimit()) {
            data.result("floor-limit-exceeded");
        } else if (isSelected(amount)) {
            data.result("randomly-selected-online");
        }
        velocity();
        data.performed(TerminalData.TERMINAL_RISK_MANAGEMENT_PERFORMED);
    }

    /** 10.6.2: below the threshold the target, above it more and more up to the maximum. */
    private boolean isSelected(long amount) {
        RandomSelection selection = data.profile().selection();
        long above = amount - selection.threshold();
        long room = data.profile().floorLimit() - selection.threshold();
        long target = above < 0
                ? selection.percent()
                : selection.percent() + (selection.maximumPercent() - selection.percent()) * above / Math.max(1, room);
        return random.nextInt(PERCENT) < target;
    }

    /** 10.6.3: only when the card says both limits in its records. */
    private void velocity() {
        Optional<ByteString> lower = data.fromCard("9F14");
        Optional<ByteString> upper = data.fromCard("9F23");
        if (lower.isEmpty() || upper.isEmpty()) {
            return;
        }
        Optional<ByteString> counter = card.getData("9F36");
        Optional<ByteString> lastOnline = card.getData("9F13");
        if (counter.isEmpty() || lastOnline.isEmpty()) {
            data.result("icc-data-missing");
            data.result("lower-consecutive-offline-limit-exceeded");
            data.result("upper-consecutive-offline-limit-exceeded");
            return;
        }
        int since = CardDialogue.number(counter.get()) - CardDialogue.number(lastOnline.get());
        if (since > CardDialogue.number(lower.get())) {
            data.result("lower-consecutive-offline-limit-exceeded");
        }
        if (since > CardDialogue.number(upper.get())) {
            data.result("upper-consecutive-offline-limit-exceeded");
        }
        if (CardDialogue.number(lastOnline.get()) == 0) {
            data.result("new-card");
        }
    }
}

package org.cardwright.machine.terminal;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.emv.CvmList;
import org.cardwright.formats.emv.CvmRule;
import org.cardwright.formats.tlv.MalformedTlvException;

/** Works off the CVM list. EMV 4.4 Book 3, 10.5; results: Book 4, 6.3.4.5 and annex A4. */
final class CardholderVerification {

    private static final int FAIL = 0x00;
    private static final int PLAIN_PIN = 0x01;
    private static final int ONLINE_PIN = 0x02;
    private static final int PLAIN_PIN_AND_SIGNATURE = 0x03;
    private static final int ENCIPHERED_PIN = 0x04;
    private static final int ENCIPHERED_PIN_AND_SIGNATURE = 0x05;
    private static final int SIGNATURE = 0x1E;
    private static final int NO_CVM = 0x1F;
    private static final int NEXT_BIT = 0x40;
    private static final int UNKNOWN = 0x00;
    private static final int FAILED = 0x01;
    private static final int SUCCESSFUL = 0x02;

    private final TerminalData data;
    private final OfflinePin pin;

    CardholderVerification(TerminalData data, OfflinePin pin) {
        this.data = data;
        this.pin = pin;
    }

    void perform() {
        if (!data.interchangeProfile().has(ApplicationInterchangeProfile.CARDHOLDER_VERIFICATION_SUPPORTED)) {
            return;
        }
        Optional<CvmList> list = list();
        if (list.isEmpty()) {
            // 10.5: no list, no verification, and TSI stays as it is
            data.result("icc-data-missing");
            return;
        }
        work(list.get());
        data.performed(TerminalData.CARDHOLDER_VERIFICATION_PERFORMED);
        data.step("CVM results " + data.own("9F34").toHex());
    }

    private Optional<CvmList> list() {
        try {
            return data.fromCard("8E").map(CvmList::decode);
        } catch (MalformedTlvException malformed) {
            throw new Terminated("the CVM list cannot be read");
        }
    }

    private void work(CvmList list) {
        boolean tried = false;
        for (CvmRule rule : list.rules()) {
            if (!holds(rule, list)) {
                continue;
            }
            int result = isSupported(rule.method()) ? apply(rule) : notSupported(rule);
            if (result != FAILED) {
                results(rule, result);
                return;
            }
            tried = true;
            results(rule, FAILED);
            if (!rule.applySucceeding() || rule.method() == FAIL) {
                data.result("cardholder-verification-failed");
                return;
            }
        }
        if (!tried) {
            // Book 4, 6.3.4.5: no condition was satisfied
            data.bring("9F34", ByteString.fromHex("3F0001"));
        }
        data.result("cardholder-verification-failed");
    }

    private void results(CvmRule rule, int result) {
        int code = rule.method() | (rule.applySucceeding() ? NEXT_BIT : 0);
        data.bring("9F34", ByteString.of((byte) code, (byte) rule.condition(), (byte) result));
        data.step(
                "CVM " + rule + ": " + (result == SUCCESSFUL ? "successful" : result == FAILED ? "failed" : "unknown"));
    }

    /** 10.5.1: what nobody knows is unrecognised; a PIN without a pad has a bit of its own. */
    private int notSupported(CvmRule rule) {
        boolean known =
                rule.method() <= ENCIPHERED_PIN_AND_SIGNATURE || rule.method() == SIGNATURE || rule.method() == NO_CVM;
        if (!known) {
            data.result("unrecognised-cvm");
        } else if (rule.method() != FAIL && rule.method() < SIGNATURE) {
            data.result("pin-pad-missing-or-broken");
        }
        return FAILED;
    }

    private int apply(CvmRule rule) {
        return switch (rule.method()) {
            case FAIL -> FAILED;
            case PLAIN_PIN -> pin.verifyPlain() ? SUCCESSFUL : FAILED;
            case ENCIPHERED_PIN -> pin.verifyEnciphered() ? SUCCESSFUL : FAILED;
            case PLAIN_PIN_AND_SIGNATURE -> pin.verifyPlain() ? UNKNOWN : FAILED;
            case ENCIPHERED_PIN_AND_SIGNATURE -> pin.verifyEnciphered() ? UNKNOWN : FAILED;
            case ONLINE_PIN -> onlinePin();
            case NO_CVM -> SUCCESSFUL;
            default -> UNKNOWN;
        };
    }

    private int onlinePin() {
        if (!pin.isEntered()) {
            return FAILED;
        }
        data.result("online-cvm-captured");
        return UNKNOWN;
    }

    /** EMV 4.4 Book 4, annex A2, Table 26. */
    private boolean isSupported(int method) {
        return switch (method) {
            case FAIL -> true;
            case PLAIN_PIN -> data.isCapable(2, 0x80);
            case ONLINE_PIN -> data.isCapable(2, 0x40);
            case PLAIN_PIN_AND_SIGNATURE -> data.isCapable(2, 0x80) && data.isCapable(2, 0x20);
            case ENCIPHERED_PIN -> data.isCapable(2, 0x10);
            case ENCIPHERED_PIN_AND_SIGNATURE -> data.isCapable(2, 0x10) && data.isCapable(2, 0x20);
            case SIGNATURE -> data.isCapable(2, 0x20);
            case NO_CVM -> data.isCapable(2, 0x08);
            default -> false;
        };
    }

    /** EMV 4.4 Book 3, annex C3, Table 44. */
    private boolean holds(CvmRule rule, CvmList list) {
        Transaction.Type type = data.transaction().type();
        boolean unattended = data.profile().isUnattended();
        long amount = data.transaction().amount();
        return switch (rule.condition()) {
            case 0x00 -> true;
            case 0x01 -> type == Transaction.Type.CASH && unattended;
            case 0x02 -> type == Transaction.Type.PURCHASE;
            case 0x03 -> isSupported(rule.method());
            case 0x04 -> type == Transaction.Type.CASH && !unattended;
            case 0x05 -> type == Transaction.Type.PURCHASE_WITH_CASHBACK;
            case 0x06 -> isInApplicationCurrency() && amount < list.amountX();
            case 0x07 -> isInApplicationCurrency() && amount > list.amountX();
            case 0x08 -> isInApplicationCurrency() && amount < list.amountY();
            case 0x09 -> isInApplicationCurrency() && amount > list.amountY();
            default -> false;
        };
    }

    private boolean isInApplicationCurrency() {
        return data.fromCard("9F42").filter(data.profile().currency()::equals).isPresent();
    }
}

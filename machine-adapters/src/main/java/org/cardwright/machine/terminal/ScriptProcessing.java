package org.cardwright.machine.terminal;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.StatusWord;

/** Brings the scripts of the issuer to the card. EMV 4.4 Book 3, 10.10; Book 4, 6.3.9. */
final class ScriptProcessing {

    private static final Tag COMMAND = Tag.of("86");
    private static final int WARNING_1 = 0x62;
    private static final int WARNING_2 = 0x63;

    private final CardDialogue card;
    private final TerminalData data;

    ScriptProcessing(CardDialogue card, TerminalData data) {
        this.card = card;
        this.data = data;
    }

    /** Scripts of template 71: critical, before the second GENERATE AC. */
    void beforeSecondCryptogram(List<ByteString> scripts) {
        run(scripts, Tag.of("71"), "script-failed-before-final-generate-ac");
    }

    /** Scripts of template 72. */
    void afterSecondCryptogram(List<ByteString> scripts) {
        run(scripts, Tag.of("72"), "script-failed-after-final-generate-ac");
    }

    private void run(List<ByteString> scripts, Tag template, String failure) {
        for (ByteString script : scripts) {
            List<Tlv> objects = CardDialogue.objects(script);
            if (objects.size() == 1 && objects.get(0).tag().equals(template)) {
                data.performed(TerminalData.SCRIPT_PROCESSING_PERFORMED);
                if (!isTaken(objects.get(0).children())) {
                    data.result(failure);
                }
            }
        }
    }

    /** Command by command; the first that the card refuses ends the script. */
    private boolean isTaken(List<Tlv> objects) {
        int number = 0;
        for (Tlv object : objects) {
            if (!object.tag().equals(COMMAND)) {
                continue;
            }
            number++;
            StatusWord status = sent(object.value());
            if (!status.isOk() && status.sw1() != WARNING_1 && status.sw1() != WARNING_2) {
                data.step("script: command " + number + " refused, " + status);
                return false;
            }
        }
        data.step("script: " + number + " commands taken");
        return true;
    }

    private StatusWord sent(ByteString command) {
        try {
            return card.scriptCommand(CommandApdu.decode(command)).status();
        } catch (IllegalArgumentException none) {
            // Book 3, 10.10: what is no command is a failed one
            return new StatusWord(0x6700);
        }
    }
}

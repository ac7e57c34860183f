package org.cardwright.machine.channel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PanMask;

/**
 * A conversation with a card that may be shown: no PIN, no secret, of card numbers what their issuer lets be seen.
 *
 * <p>Values are masked by the class of their data element; a card number that turns up elsewhere, in data nobody can read, is taken
 * out at the end. PCI DSS 3.4.1.
 */
public final class Transcript {

    private final PanMask pans;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> cardNumbers = new LinkedHashSet<>();

    /** Shows card numbers as their issuer lets them be seen. */
    public Transcript(PanMask pans) {
        this.pans = pans;
    }

    /** Shows the first six and last four digits of card numbers. */
    public Transcript() {
        this(PanMask.STANDARD);
    }

    /** Adds one command with what became of it. */
    public void add(CommandApdu command, Outcome outcome) {
        lines.add("> " + CommandText.of(command));
        if (outcome instanceof Outcome.Ok ok) {
            answer(command, ok.data(), StatusWord.OK);
        } else if (outcome instanceof Outcome.Answered answered) {
            answer(command, answered.data(), answered.status());
        } else if (outcome instanceof Outcome.Failed failed) {
            lines.add("< no answer: " + failed.what());
        }
    }

    /** Adds a remark of the one who talks to the card; it must be fit to be shown. */
    public void remark(String text) {
        lines.add("# " + text);
    }

    private void answer(CommandApdu command, ByteString data, StatusWord status) {
        lines.add("< " + status + " " + status.meaning() + (data.isEmpty() ? "" : ", " + data.size() + " bytes"));
        if (!data.isEmpty()) {
            ResponseText text = new ResponseText(data, pans);
            cardNumbers.addAll(text.cardNumbers());
            lines.addAll(CommandText.answerIsOpaque(command) ? List.of() : text.lines());
        }
    }

    /** All lines in order: {@code >} command, {@code <} answer, {@code #} remark, indented what an answer holds. */
    public List<String> lines() {
        return lines.stream().map(this::scrubbed).toList();
    }

    private String scrubbed(String line) {
        String shown = line;
        for (String digits : cardNumbers) {
            shown = shown.replace(digits, pans.mask(digits));
            String characters = ByteString.ascii(digits).toHex();
            shown = shown.replace(characters, ".".repeat(characters.length()));
        }
        return shown;
    }
}

package org.cardwright.machine.virtualcard;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.StatusWord;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.ChipRecipe;

/**
 * One card. Its applications are there from the beginning, blank, as a card maker installs them; each is personalized on its own.
 *
 * <p>EMV 4.4 Book 1, 11.3 (SELECT with partial names). Not for several threads, as no card is.
 */
public final class VirtualCard implements Chip, AutoCloseable {

    private static final int STATUS_BYTES = 2;
    private static final int SELECT = 0xA4;
    private static final int BY_NAME = 0x04;
    private static final int FIRST = 0x00;
    private static final int NEXT = 0x02;
    private static final int MIN_NAME_BYTES = 5;
    private static final int MAX_NAME_BYTES = 16;

    private final List<VirtualApplet> applets;
    private int selected = -1;

    private VirtualCard(List<VirtualApplet> applets) {
        this.applets = applets;
    }

    /**
     * What a card has from elsewhere.
     *
     * @param secrets opens what comes encrypted
     * @param random ICC dynamic numbers and challenges
     */
    public record Surroundings(DgiSecrets secrets, SecureRandom random) {}

    /**
     * A card fresh from its maker.
     *
     * @param recipe what its applets are
     * @param aids applications that are installed, in the order in which a partial name finds them
     * @throws IllegalArgumentException when the chip has no applet for one of them
     */
    public static VirtualCard blank(ChipRecipe recipe, List<ByteString> aids, Surroundings surroundings) {
        List<VirtualApplet> applets = new ArrayList<>();
        for (ByteString aid : aids) {
            AppletRecipe applet = recipe.applet(aid)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "chip " + recipe.chip() + " has no applet for application " + aid.toHex()));
            applets.add(new VirtualApplet(aid, recipe, applet, surroundings));
        }
        return new VirtualCard(applets);
    }

    @Override
    public ByteString process(ByteString bytes) {
        try {
            ByteString answer = execute(decode(bytes));
            return answer.plus(status(StatusWord.OK.value()));
        } catch (CardRefusal refusal) {
            return status(refusal.status());
        } catch (IllegalArgumentException
                | IllegalStateException
                | ArithmeticException
                | IndexOutOfBoundsException bad) {
            // personalized with data that cannot be computed with: a chip says no more either
            return status(CardRefusal.NO_DIAGNOSIS);
        }
    }

    private static CommandApdu decode(ByteString bytes) {
        try {
            return CommandApdu.decode(bytes);
        } catch (IllegalArgumentException malformed) {
            throw new CardRefusal(CardRefusal.WRONG_LENGTH);
        }
    }

    private ByteString execute(CommandApdu command) {
        if (command.cla() == 0x00 && command.ins() == SELECT) {
            return select(command);
        }
        CardRefusal.require(selected >= 0, CardRefusal.CONDITIONS);
        return applets.get(selected).execute(command);
    }

    private ByteString select(CommandApdu command) {
        ByteString name = command.data();
        CardRefusal.require(command.p1() == BY_NAME, CardRefusal.WRONG_PARAMETERS);
        CardRefusal.require(command.p2() == FIRST || command.p2() == NEXT, CardRefusal.WRONG_PARAMETERS);
        CardRefusal.require(name.size() >= MIN_NAME_BYTES && name.size() <= MAX_NAME_BYTES, CardRefusal.WRONG_LENGTH);
        int from = command.p2() == NEXT ? selected + 1 : 0;
        for (int i = from; i < applets.size(); i++) {
            if (applets.get(i).aid().startsWith(name)) {
                selected = i;
                return applets.get(i).select();
            }
        }
        // EMV 4.4 Book 1, 12.3.3: the application selected before stays selected
        throw new CardRefusal(CardRefusal.NOT_FOUND);
    }

    private static ByteString status(int word) {
        return ByteString.ofUnsigned(word, STATUS_BYTES);
    }

    /** Wipes all secrets. */
    @Override
    public void close() {
        applets.forEach(VirtualApplet::close);
    }
}

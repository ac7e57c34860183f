package org.cardwright.machine.virtualcard;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.StatusWord;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChipRecipe;

/**
 * One card: blank, each application personalized on its own, then an EMV card. With a security domain it takes data only through a
 * secure channel.
 *
 * <p>EMV 4.4 Book 1, 11.3 (SELECT with partial names); GlobalPlatform Card Specification 2.3.1, chapters 10 and 11. Not for several
 * threads, as no card is.
 */
public final class VirtualCard implements Chip, AutoCloseable {

    private static final int STATUS_BYTES = 2;
    private static final int SELECT = 0xA4;
    private static final int BY_NAME = 0x04;
    private static final int FIRST = 0x00;
    private static final int NEXT = 0x02;
    private static final int MIN_NAME_BYTES = 5;
    private static final int MAX_NAME_BYTES = 16;
    private static final int NOTHING = -1;

    private final InstalledApplets applets;
    private final Optional<SecurityDomain> domain;
    private int selected = NOTHING;

    private VirtualCard(InstalledApplets applets, Optional<SecurityDomain> domain) {
        this.applets = applets;
        this.domain = domain;
    }

    /**
     * What a card has from elsewhere.
     *
     * @param secrets opens what comes encrypted
     * @param random ICC dynamic numbers and challenges
     */
    public record Surroundings(DgiSecrets secrets, SecureRandom random) {}

    /**
     * A card without a security domain, which takes STORE DATA from anybody: for looking at records.
     *
     * @param recipe what its applets are
     * @param aids applications that are installed, in the order in which a partial name finds them
     * @throws IllegalArgumentException when the chip has no applet for one of them
     */
    public static VirtualCard blank(ChipRecipe recipe, List<ByteString> aids, Surroundings surroundings) {
        InstalledApplets applets = new InstalledApplets(recipe, surroundings);
        aids.forEach(applets::add);
        return new VirtualCard(applets, Optional.empty());
    }

    /**
     * A card fresh from its maker, with the channel that its recipe describes.
     *
     * @param aids applications that are installed already; none when the recipe names a load file
     * @param chip what its maker put in, wiped with the card
     * @throws IllegalArgumentException when the recipe describes no channel, or has no applet for one of the applications
     */
    public static VirtualCard secured(ChipRecipe recipe, List<ByteString> aids, SecuredChip chip) {
        ChannelPolicy policy = recipe.channel()
                .orElseThrow(() -> new IllegalArgumentException("chip " + recipe.chip() + " has no secure channel"));
        SecurityDomain[] made = new SecurityDomain[1];
        DgiSecrets secrets = (aid, dgi, cryptogram) -> made[0].channel().open(cryptogram);
        InstalledApplets applets = new InstalledApplets(recipe, new Surroundings(secrets, chip.random()));
        aids.forEach(applets::add);
        made[0] = new SecurityDomain(policy, chip, applets);
        return new VirtualCard(applets, Optional.of(made[0]));
    }

    /** Power off and on: what was selected and every session is gone. */
    public void reset() {
        selected = NOTHING;
        domain.ifPresent(SecurityDomain::leave);
    }

    @Override
    public ByteString process(ByteString bytes) {
        try {
            ByteString answer = execute(decode(bytes));
            return answer.plus(status(StatusWord.OK.value()));
        } catch (CardRefusal refusal) {
            return refusal.data().plus(status(refusal.status()));
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
            domain.ifPresent(SecurityDomain::leave);
            return select(command);
        }
        return domain.isPresent() ? secured(domain.get(), command) : applet().execute(command);
    }

    private VirtualApplet applet() {
        CardRefusal.require(selected >= 0, CardRefusal.CONDITIONS);
        return applets.get(selected);
    }

    /** GlobalPlatform Card Specification 2.3.1, 10.2: the channel is that of whatever is selected. */
    private ByteString secured(SecurityDomain manager, CommandApdu command) {
        ChannelEnd channel = manager.channel();
        int instruction = command.cla() << 8 | command.ins();
        boolean emv = selected >= 0 && applets.get(selected).isPersonalized();
        if (instruction == ChannelEnd.INITIALIZE_UPDATE && !emv) {
            ByteString aid = selected >= 0 ? applets.get(selected).aid() : manager.aid();
            return channel.initializeUpdate(command, aid);
        }
        if (instruction == ChannelEnd.EXTERNAL_AUTHENTICATE && !emv) {
            channel.externalAuthenticate(command);
            return ByteString.EMPTY;
        }
        if (!channel.isOpen()) {
            return inside(manager, command);
        }
        ByteString answer = channel.through(command, plain -> inside(manager, plain));
        if (selected >= 0 && applets.get(selected).isPersonalized()) {
            // EMV CPS: the last STORE DATA closes the channel
            channel.end();
        }
        return answer;
    }

    private ByteString inside(SecurityDomain manager, CommandApdu command) {
        if (selected < 0) {
            return manager.execute(command);
        }
        VirtualApplet applet = applets.get(selected);
        CardRefusal.require(applet.isPersonalized() || manager.channel().suffices(), CardRefusal.SECURITY_STATUS);
        return applet.execute(command);
    }

    private ByteString select(CommandApdu command) {
        ByteString name = command.data();
        CardRefusal.require(command.p1() == BY_NAME, CardRefusal.WRONG_PARAMETERS);
        CardRefusal.require(command.p2() == FIRST || command.p2() == NEXT, CardRefusal.WRONG_PARAMETERS);
        if (domain.isPresent() && (name.isEmpty() || name.equals(domain.get().aid()))) {
            selected = NOTHING;
            return domain.get().select();
        }
        CardRefusal.require(name.size() >= MIN_NAME_BYTES && name.size() <= MAX_NAME_BYTES, CardRefusal.WRONG_LENGTH);
        CardRefusal.require(!domain.map(SecurityDomain::isLocked).orElse(false), CardRefusal.NOT_FOUND);
        CardRefusal.require(!applets.isCardBlocked(), CardRefusal.NO_FUNCTION);
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
        applets.close();
        domain.ifPresent(SecurityDomain::close);
    }
}

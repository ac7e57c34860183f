package org.cardwright.machine.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardEnding.Stage;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.scp.SecureChannel;
import org.cardwright.machine.scp.SecureChannelOpener.Wanted;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;

/**
 * Personalizes cards over secure channels, as record and recipe say. EMV CPS, card side; GlobalPlatform Card Specification 2.3.1, 11.5
 * (INSTALL), 11.11 (STORE DATA).
 *
 * <p>Every command is sent once. A card that does not prove itself is told nothing more. For one card after the other.
 */
public final class CardPersonalizer {

    private static final int GET_LIFE_CYCLE = 0x80CA9F7F;
    private static final int INSTALL = 0x80E60C00;
    private static final int INSTALL_FOR_PERSONALIZATION = 0x80E62000;

    private final Station station;
    private final ChipRecipe recipe;
    private final ChannelPolicy policy;

    /**
     * For a station and a chip.
     *
     * @throws IllegalArgumentException when the recipe describes no channel
     */
    public CardPersonalizer(Station station, ChipRecipe recipe) {
        this.station = station;
        this.recipe = recipe;
        this.policy = recipe.channel()
                .orElseThrow(() -> new IllegalArgumentException("chip " + recipe.chip() + " has no secure channel"));
    }

    /** One application with what is to be done with it. */
    private record Plan(
            CpsApplication application,
            AppletRecipe applet,
            RecordInstructions instructions,
            SecretTranslation secrets) {}

    /**
     * Personalizes the card within reach.
     *
     * @param journal asked before the first command that writes
     * @throws SecurityModuleException when the security module fails or refuses a key: no card can be made then
     */
    public CardEnding run(CardChannel card, CpsRecord record, ProductionJournal journal) {
        CardConversation talk = new CardConversation(card, journal);
        try {
            List<Plan> plans = plans(record);
            Wanted wanted =
                    new Wanted(policy.protocol(), level(plans), station.lot().keyVersion());
            begin(talk);
            install(talk, plans, wanted);
            load(talk, plans, wanted);
            boolean mark = plans.stream().anyMatch(plan -> plan.instructions.updatesLifeCycle());
            new CardClosing(station, policy, talk).close(wanted, mark);
            return talk.done();
        } catch (CardStop stop) {
            return talk.ending(stop);
        }
    }

    /** Why no card can be made of the record with this recipe and these keys, as far as it is seen without a card; empty when it can. */
    public Optional<String> misfit(CpsRecord record) {
        try {
            level(plans(record));
            return Optional.empty();
        } catch (CardStop stop) {
            return Optional.of(stop.detail());
        }
    }

    private List<Plan> plans(CpsRecord record) throws CardStop {
        List<Plan> plans = new ArrayList<>();
        for (CpsApplication application : record.applications()) {
            try {
                AppletRecipe applet = recipe.applet(application.aid())
                        .orElseThrow(
                                () -> new IllegalArgumentException("chip " + recipe.chip() + " has no applet for it"));
                RecordInstructions instructions = RecordInstructions.of(application);
                SecretTranslation secrets = new SecretTranslation(application, applet, station.transportKeys());
                plans.add(new Plan(application, applet, instructions, secrets));
                // what the record does not allow is seen before a card is touched
                script(application, instructions, SecurityLevel.C_DECRYPTION);
            } catch (IllegalArgumentException unfit) {
                throw new CardStop(
                        Result.UNFIT, "application " + application.aid().toHex() + ": " + unfit.getMessage());
            }
        }
        return plans;
    }

    /** What chip and record both want. */
    private SecurityLevel level(List<Plan> plans) throws CardStop {
        int code = policy.level().code();
        for (Plan plan : plans) {
            code |= plan.instructions.level().code();
        }
        return SecurityLevel.of(code)
                .filter(policy.protocol()::allows)
                .orElseThrow(() -> new CardStop(Result.UNFIT, "SECLEV: " + policy.protocol() + " has no such level"));
    }

    private StoreDataScript script(CpsApplication application, RecordInstructions instructions, SecurityLevel level) {
        StoreDataScript script = StoreDataScript.of(
                application, recipe.within(level).instructed(instructions.order(), instructions.mayBeRefused()));
        instructions.requireObeyed(script);
        return script;
    }

    private void begin(CardConversation talk) throws CardStop {
        talk.enter(Stage.SECURING);
        talk.select(policy.securityDomain());
        talk.find(CommandApdu.fetching(GET_LIFE_CYCLE))
                .flatMap(CardProductionLifeCycle::decode)
                .ifPresent(talk::learn);
    }

    /** INSTALL [for install and make selectable]: load file, module, application, no privileges, no parameters, no token. */
    private void install(CardConversation talk, List<Plan> plans, Wanted wanted) throws CardStop {
        if (policy.loadFile().isEmpty()) {
            return;
        }
        talk.enter(Stage.INSTALLING);
        SecureChannel channel = talk.open(station.opener(), wanted);
        rehearse(talk, channel, plans, wanted.level());
        for (Plan plan : plans) {
            ByteString aid = plan.application.aid();
            ByteString data = ByteString.concat(
                    counted(policy.loadFile().get()),
                    counted(plan.applet.module(aid)),
                    counted(aid),
                    ByteString.fromHex("0100" + "02C900" + "00"));
            talk.write();
            talk.ask(
                    channel,
                    "INSTALL " + aid.toHex(),
                    CommandApdu.of(INSTALL, data).expecting(256));
        }
    }

    private void load(CardConversation talk, List<Plan> plans, Wanted wanted) throws CardStop {
        boolean byDomain = policy.route() == Route.SECURITY_DOMAIN;
        talk.enter(Stage.LOADING);
        if (byDomain) {
            talk.select(policy.securityDomain());
            SecureChannel channel = talk.open(station.opener(), wanted);
            if (!talk.hasStarted()) {
                rehearse(talk, channel, plans, wanted.level());
            }
            for (Plan plan : plans) {
                talk.write();
                ByteString aid = plan.application.aid();
                ByteString data = ByteString.concat(ByteString.repeat(0, 2), counted(aid), ByteString.repeat(0, 3));
                CommandApdu install =
                        CommandApdu.of(INSTALL_FOR_PERSONALIZATION, data).expecting(CommandApdu.MAX_EXPECTED);
                talk.ask(channel, "INSTALL [for personalization] " + aid.toHex(), install);
                load(talk, channel, plan, wanted.level());
            }
            return;
        }
        for (Plan plan : plans) {
            talk.select(plan.application.aid());
            SecureChannel channel = talk.open(station.opener(), wanted);
            if (!talk.hasStarted()) {
                rehearse(talk, channel, plans, wanted.level());
            }
            load(talk, channel, plan, wanted.level());
        }
    }

    private void load(CardConversation talk, SecureChannel channel, Plan plan, SecurityLevel level) throws CardStop {
        int before = talk.commands();
        StoreDataScript script = translated(channel, plan, level);
        talk.write();
        ScriptSending sending = new ScriptSending(talk, channel);
        sending.send(script);
        talk.finish(new CardLog.Entry(
                plan.application.aid(),
                channel.beginning().sequenceCounter(),
                talk.commands() - before,
                sending.refused(),
                plan.application.logData()));
    }

    /** Every secret and every command of the card once for nothing: what cannot be done is seen while the chip is blank. */
    private void rehearse(CardConversation talk, SecureChannel channel, List<Plan> plans, SecurityLevel level)
            throws CardStop {
        for (Plan plan : plans) {
            translated(channel, plan, level);
        }
        new CardClosing(station, policy, talk).replacement(channel);
    }

    private StoreDataScript translated(SecureChannel channel, Plan plan, SecurityLevel level) throws CardStop {
        String where = "application " + plan.application.aid().toHex();
        try {
            return script(plan.secrets.forCard(channel.session()), plan.instructions, level);
        } catch (IllegalArgumentException unfit) {
            throw new CardStop(Result.UNFIT, where + ": " + unfit.getMessage());
        } catch (SecurityModuleException refused) {
            if (refused.kind() == SecurityModuleException.Kind.BAD_INPUT) {
                throw new CardStop(Result.UNFIT, "a secret of " + where + " cannot be translated");
            }
            throw refused;
        }
    }

    private static ByteString counted(ByteString value) {
        return ByteString.ofByte(value.size()).plus(value);
    }
}

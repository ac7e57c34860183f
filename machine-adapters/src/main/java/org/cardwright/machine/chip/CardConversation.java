package org.cardwright.machine.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Outcome.Answered;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Ok;
import org.cardwright.machine.channel.StatusWord;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardEnding.Stage;
import org.cardwright.machine.scp.ChannelOpening;
import org.cardwright.machine.scp.ChannelOpening.Foreign;
import org.cardwright.machine.scp.ChannelOpening.Lost;
import org.cardwright.machine.scp.ChannelOpening.Opened;
import org.cardwright.machine.scp.ChannelOpening.Refused;
import org.cardwright.machine.scp.ChannelOpening.Unexpected;
import org.cardwright.machine.scp.InitializeUpdate;
import org.cardwright.machine.scp.SecureChannel;
import org.cardwright.machine.scp.SecureChannelOpener;

/** One card, from the first command to the last: each is sent once, and the first that fails ends it. */
final class CardConversation {

    private static final int SELECT = 0x00A40400;

    private final CardChannel card;
    private final ProductionJournal journal;
    private final List<CardLog.Entry> applications = new ArrayList<>();
    private final long begin = System.nanoTime();
    private Stage stage = Stage.PLANNING;
    private ByteString keyData = ByteString.EMPTY;
    private int keyVersion;
    private Optional<CardProductionLifeCycle> lifeCycle = Optional.empty();
    private int commands;
    private boolean started;

    CardConversation(CardChannel card, ProductionJournal journal) {
        this.journal = journal;
        this.card = command -> {
            commands++;
            return card.transmit(command);
        };
    }

    void enter(Stage next) {
        stage = next;
    }

    /** The next command changes the card. */
    void write() throws CardStop {
        if (!started) {
            try {
                journal.started(log());
            } catch (ChipNotFreeException used) {
                throw new CardStop(Result.FOREIGN, String.valueOf(used.getMessage()));
            }
            started = true;
        }
    }

    /** The next command makes an application whole. */
    void requireMayFinish() throws CardStop {
        if (!journal.mayFinish()) {
            throw new CardStop(Result.UNKNOWN, "somebody gave the chip up meanwhile");
        }
    }

    boolean hasStarted() {
        return started;
    }

    void select(ByteString aid) throws CardStop {
        ask(card, "SELECT " + aid.toHex(), CommandApdu.of(SELECT, aid).expecting(CommandApdu.MAX_EXPECTED));
    }

    /** The answer in clear to a command that may be unknown to the card. */
    Optional<ByteString> find(CommandApdu command) throws CardStop {
        Outcome outcome = card.transmit(command);
        return outcome instanceof Answered ? Optional.empty() : Optional.of(answer("command " + commands, outcome));
    }

    void learn(CardProductionLifeCycle data) {
        lifeCycle = Optional.of(data);
    }

    SecureChannel open(SecureChannelOpener opener, SecureChannelOpener.Wanted wanted) throws CardStop {
        Stage before = stage;
        stage = Stage.SECURING;
        ChannelOpening opening = opener.open(card, wanted);
        if (opening instanceof Opened opened) {
            learn(opened.channel().beginning());
            stage = before;
            return opened.channel();
        }
        if (opening instanceof Foreign foreign) {
            learn(foreign.answer());
            throw new CardStop(Result.FOREIGN, "the card does not have the keys of the lot");
        }
        if (opening instanceof Refused refused) {
            throw refusal(refused.command(), refused.status());
        }
        if (opening instanceof Lost lost) {
            throw new CardStop(Result.UNKNOWN, lost.what().name());
        }
        throw new CardStop(Result.FOREIGN, ((Unexpected) opening).why());
    }

    private void learn(InitializeUpdate answer) {
        keyData = answer.diversificationData();
        keyVersion = answer.keyVersion();
    }

    ByteString ask(CardChannel way, String name, CommandApdu command) throws CardStop {
        return answer(name, way.transmit(command));
    }

    ByteString answer(String name, Outcome outcome) throws CardStop {
        if (outcome instanceof Ok ok) {
            return ok.data();
        }
        if (outcome instanceof Failed failed) {
            throw new CardStop(Result.UNKNOWN, name + ": " + failed.what());
        }
        throw refusal(name, ((Answered) outcome).status());
    }

    private static CardStop refusal(String name, StatusWord status) {
        return new CardStop(Result.REFUSED, name + " refused: " + status + " " + status.meaning());
    }

    void finish(CardLog.Entry application) {
        applications.add(application);
    }

    int commands() {
        return commands;
    }

    private CardLog log() {
        return new CardLog(keyData, keyVersion, lifeCycle, applications, commands, System.nanoTime() - begin);
    }

    CardEnding done() {
        return new CardEnding(Result.GOOD, Stage.DONE, "", started, log());
    }

    CardEnding ending(CardStop stop) {
        return new CardEnding(stop.result(), stage, stop.detail(), started, log());
    }
}

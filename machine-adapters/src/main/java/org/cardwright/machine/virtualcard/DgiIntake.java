package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.HashSet;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.ChipRecipe.FinishKind;
import org.cardwright.machine.chip.StoreDataPolicy;
import org.cardwright.machine.chip.StoreDataPolicy.Grouping;
import org.cardwright.machine.chip.StoreDataPolicy.SequenceNumber;
import org.cardwright.perso.dgi.DgiId;

/**
 * Puts STORE DATA commands together to data groupings, as strictly as the recipe says. GlobalPlatform Card Specification 2.3.1,
 * 11.11.2.3; EMV CPS 2.0, 4.3.4.4.
 */
final class DgiIntake {

    private static final int ESCAPE = 0xFF;
    private static final int SHORT_HEAD = 3;
    private static final int LONG_HEAD = 5;
    private static final int LAST_SEQUENCE_NUMBER = 0xFF;

    private final ChipRecipe recipe;
    private final StoreDataPolicy policy;
    private final DgiStore store;
    private final Set<DgiId> taken = new HashSet<>();
    private ByteString pending = ByteString.EMPTY;
    private int commands;

    DgiIntake(ChipRecipe recipe, DgiStore store) {
        this.recipe = recipe;
        this.policy = recipe.storeData();
        this.store = store;
    }

    /** Takes a command; true when it says that it is the last. */
    boolean take(CommandApdu command) {
        requireSequenceNumber(command.p2());
        require(!command.data().isEmpty(), CardRefusal.WRONG_LENGTH);
        require(command.data().size() <= policy.maxDataBytes(), CardRefusal.WRONG_LENGTH);
        boolean last = (command.p1() & StoreDataPolicy.LAST) != 0;
        require(!last || recipe.finish().kind() == FinishKind.LAST_FLAG, CardRefusal.WRONG_PARAMETERS);
        boolean continues = !pending.isEmpty();
        ByteString bytes = pending.plus(command.data());
        int groupings = 0;
        int at = 0;
        // bounded by the input: every round takes at least three bytes
        while (at < bytes.size()) {
            int size = sizeAt(bytes, at);
            boolean whole = size > 0 && at + size <= bytes.size();
            if (bytes.size() - at >= DgiId.BYTES) {
                requireParameters(id(bytes, at), command.p1());
            }
            if (!whole) {
                break;
            }
            groupings++;
            require(
                    policy.grouping() == Grouping.PACK || (groupings == 1 && at + size == bytes.size()),
                    CardRefusal.WRONG_DATA);
            store(bytes, at, size);
            at += size;
        }
        pending = bytes.slice(at);
        // a cut grouping fills its command, or the rest of a packed one
        require(pending.isEmpty() || continues || pending.size() <= policy.maxDataBytes(), CardRefusal.WRONG_DATA);
        require(!last || pending.isEmpty(), CardRefusal.WRONG_DATA);
        commands++;
        return last;
    }

    private void store(ByteString bytes, int at, int size) {
        DgiId id = id(bytes, at);
        int head = bytes.unsignedAt(at + DgiId.BYTES) == ESCAPE ? LONG_HEAD : SHORT_HEAD;
        require(taken.add(id), CardRefusal.WRONG_DATA);
        try {
            store.put(id, bytes.slice(at + head, at + size), taken);
        } catch (CardRefusal refusal) {
            taken.remove(id);
            pending = ByteString.EMPTY;
            commands++;
            throw refusal;
        }
    }

    private void requireSequenceNumber(int p2) {
        require(policy.p2Wraps() || commands <= LAST_SEQUENCE_NUMBER, CardRefusal.WRONG_PARAMETERS);
        int expected = policy.p2() == SequenceNumber.COUNT ? commands & LAST_SEQUENCE_NUMBER : 0;
        require(p2 == expected, CardRefusal.WRONG_PARAMETERS);
    }

    /** Every bit of P1 but the last one is that of the recipe for this data grouping. */
    private void requireParameters(DgiId id, int p1) {
        require((p1 & ~StoreDataPolicy.LAST) == policy.p1(id, store.isSecret(id)), CardRefusal.WRONG_PARAMETERS);
    }

    private static DgiId id(ByteString bytes, int at) {
        return new DgiId(bytes.slice(at, at + DgiId.BYTES).toUnsigned());
    }

    /** Head and value of the grouping at an offset; 0 when its length is not there yet. */
    private static int sizeAt(ByteString bytes, int at) {
        int left = bytes.size() - at;
        if (left < SHORT_HEAD) {
            return 0;
        }
        int length = bytes.unsignedAt(at + DgiId.BYTES);
        if (length != ESCAPE) {
            return SHORT_HEAD + length;
        }
        return left < LONG_HEAD
                ? 0
                : LONG_HEAD + bytes.slice(at + SHORT_HEAD, at + LONG_HEAD).toUnsigned();
    }

    /** Refuses the end while something is missing. */
    void requireComplete() {
        require(pending.isEmpty() && store.isComplete(taken), CardRefusal.WRONG_PARAMETERS);
    }
}

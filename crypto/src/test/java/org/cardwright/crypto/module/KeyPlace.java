package org.cardwright.crypto.module;

import static org.cardwright.crypto.key.KeyDirection.DATA_PREPARATION_TO_PERSONALIZER;
import static org.cardwright.crypto.key.KeyDirection.ISSUER_TO_DATA_PREPARATION;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;

/**
 * A place for a key in an operation.
 *
 * @param operation what is asked, and as which of its keys
 * @param uses the purposes that belong there
 * @param direction the direction that belongs there
 * @param work what the key does there
 * @param right a key that belongs there
 * @param call asks with another key in that place
 */
record KeyPlace(
        String operation,
        Set<KeyPurpose> uses,
        KeyDirection direction,
        Work work,
        KeyName right,
        BiConsumer<SecurityModule, KeyName> call) {

    /** Does the key protect there, only read what others made, or show its public half? */
    enum Work {
        PROTECTS,
        READS,
        SHOWS
    }

    static KeyPlace internal(
            String operation, KeyPurpose use, KeyName right, BiConsumer<SecurityModule, KeyName> call) {
        return new KeyPlace(operation, EnumSet.of(use), KeyDirection.NONE, Work.PROTECTS, right, call);
    }

    /** KEK1: what the issuer sent is read. */
    static KeyPlace in(String operation, KeyPurpose use, KeyName right, BiConsumer<SecurityModule, KeyName> call) {
        return new KeyPlace(operation, EnumSet.of(use), ISSUER_TO_DATA_PREPARATION, Work.READS, right, call);
    }

    /** KEK2: what goes to the personalizer is protected. */
    static KeyPlace out(String operation, KeyPurpose use, KeyName right, BiConsumer<SecurityModule, KeyName> call) {
        return new KeyPlace(operation, EnumSet.of(use), DATA_PREPARATION_TO_PERSONALIZER, Work.PROTECTS, right, call);
    }

    /** KEK2: a question about what goes there. */
    static KeyPlace asked(String operation, KeyPurpose use, KeyName right, BiConsumer<SecurityModule, KeyName> call) {
        return new KeyPlace(operation, EnumSet.of(use), DATA_PREPARATION_TO_PERSONALIZER, Work.READS, right, call);
    }

    @Override
    public String toString() {
        return operation;
    }
}

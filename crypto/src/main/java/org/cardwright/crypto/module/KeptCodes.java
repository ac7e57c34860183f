package org.cardwright.crypto.module;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;

/**
 * Authentication codes that are kept and compared with new ones later.
 *
 * <p>Each is asked for twice, in one batch: one wrong bit in an answer that is kept would make what it stands for look changed for ever.
 */
public final class KeptCodes {

    private KeptCodes() {}

    /**
     * One code per item, in order, as {@link Seals#mac} gives them.
     *
     * @throws SecurityModuleException UNAVAILABLE when the module gave two codes for one item
     */
    public static List<ByteString> of(Seals seals, KeyName key, String context, List<ByteString> data) {
        List<ByteString> twice = new ArrayList<>(data);
        twice.addAll(data);
        return agreed(seals.mac(key, context, twice));
    }

    /**
     * The first half of answers of which the second half are the same again.
     *
     * @throws SecurityModuleException UNAVAILABLE when they differ
     */
    public static <T> List<T> agreed(List<T> twice) {
        List<T> once = twice.subList(0, twice.size() / 2);
        if (!once.equals(twice.subList(once.size(), twice.size()))) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.UNAVAILABLE,
                    "the security module gave two authentication codes for one record; nothing was kept of them");
        }
        return once;
    }
}

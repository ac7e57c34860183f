package org.cardwright.crypto.module;

import java.util.List;
import java.util.function.Supplier;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;

/**
 * Authentication codes that are kept and compared with new ones later.
 *
 * <p>They are asked for twice, in two calls: a wrong answer that is kept would make what it stands for look changed for ever.
 */
public final class KeptCodes {

    private KeptCodes() {}

    /**
     * One code per item, in order, as {@link Seals#mac} gives them.
     *
     * @throws SecurityModuleException WRONG_RESULT when the module gave two answers
     */
    public static List<ByteString> of(Seals seals, KeyName key, String context, List<ByteString> data) {
        return agreed(() -> seals.mac(key, context, data));
    }

    /**
     * The answer to a question that is asked twice.
     *
     * @throws SecurityModuleException WRONG_RESULT when the second answer is another one
     */
    public static <T> T agreed(Supplier<T> question) {
        T answer = question.get();
        if (!answer.equals(question.get())) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.WRONG_RESULT,
                    "the security module gave two authentication codes for one record; nothing was kept of them");
        }
        return answer;
    }
}

package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host whose list of keys cannot be right: no version of a key is chosen by it. */
class LyingHostTest {

    private static final KeyName CVK = KeyName.of("bank-one.cvk");

    private static KeyDescription strength(KeyDescription key, KeyAlgorithm family, String strength) {
        return new KeyDescription(
                key.name(),
                key.purpose(),
                family,
                strength,
                key.direction(),
                key.state(),
                key.checkValue(),
                key.test(),
                key.custody(),
                key.term());
    }

    private static KeyDescription use(KeyDescription key, KeyPurpose purpose, KeyDirection direction) {
        return new KeyDescription(
                key.name(),
                purpose,
                key.family(),
                key.algorithm(),
                direction,
                key.state(),
                key.checkValue(),
                key.test(),
                key.custody(),
                key.term());
    }

    private static KeyDescription checked(KeyDescription key, KeyCheckValue.Method rule) {
        return new KeyDescription(
                key.name(),
                key.purpose(),
                key.family(),
                key.algorithm(),
                key.direction(),
                key.state(),
                new KeyCheckValue(rule, key.checkValue().value()),
                key.test(),
                key.custody(),
                key.term());
    }

    private static KeyDescription lie(String about, KeyDescription key) {
        return switch (about) {
            case "strength" -> strength(key, key.family(), "TDES-168");
            case "no strength" -> strength(key, key.family(), "strong");
            case "algorithm" -> strength(key, KeyAlgorithm.AES, "AES-128");
            case "use" -> use(key, KeyPurpose.ISSUER_RSA, KeyDirection.NONE);
            case "direction" -> use(key, KeyPurpose.CVK, KeyDirection.DATA_PREPARATION_TO_PERSONALIZER);
            case "check value" -> checked(key, KeyCheckValue.Method.SHA256);
            default -> key;
        };
    }

    private static List<KeyDescription> listed(UnaryOperator<List<KeyDescription>> lie) throws IOException {
        try (SecurityModule honest = Simulated.software();
                HostCommandSimulator host = HostCommandSimulator.start(lying(honest, lie));
                HostCommandSecurityModule module =
                        HostCommandSecurityModule.connect(Simulated.settings(host.address()))) {
            return module.inventory().keys();
        }
    }

    /** The module with other words about its keys. */
    private static SecurityModule lying(SecurityModule honest, UnaryOperator<List<KeyDescription>> lie) {
        KeyInventory inventory = proxy(KeyInventory.class, (method, arguments) -> {
            Object answer = called(honest.inventory(), method, arguments);
            return method.getName().equals("keys")
                    ? lie.apply(honest.inventory().keys())
                    : answer;
        });
        return proxy(
                SecurityModule.class,
                (method, arguments) ->
                        method.getName().equals("inventory") ? inventory : called(honest, method, arguments));
    }

    private interface Answers {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (any, method, arguments) -> answers.to(method, arguments)));
    }

    private static Object called(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }

    private static void assertNotUsed(UnaryOperator<List<KeyDescription>> lie, String because) {
        assertThatThrownBy(() -> listed(lie))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("the HSM answered LIST_KEYS wrongly: not used")
                .hasMessageContaining(because)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(Kind.WRONG_RESULT);
    }

    @Test
    void an_honest_host_is_believed() throws IOException {
        assertThat(listed(keys -> keys))
                .hasSizeGreaterThan(20)
                .anyMatch(key -> key.name().equals(CVK));
    }

    @Test
    void a_key_that_is_named_twice_is_not_chosen() {
        assertNotUsed(
                keys -> {
                    List<KeyDescription> twice = new ArrayList<>(keys);
                    twice.set(twice.size() - 1, twice.get(0));
                    return twice;
                },
                "twice");
    }

    @Test
    void a_list_whose_length_changes_while_it_is_read_is_not_used() {
        int[] asked = {0};
        assertNotUsed(keys -> asked[0]++ == 0 ? keys : keys.subList(0, keys.size() - 1), "does not come out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"strength", "no strength", "use", "algorithm", "direction", "check value"})
    void a_key_that_cannot_be_is_not_chosen(String about) {
        assertNotUsed(
                keys -> keys.stream()
                        .map(key -> key.name().equals(CVK) ? lie(about, key) : key)
                        .toList(),
                CVK.toString());
    }

    @Test
    void a_state_without_its_day_is_not_believed() {
        assertNotUsed(
                keys -> keys.stream()
                        .map(key -> key.name().equals(CVK) ? waiting(key) : key)
                        .toList(),
                "has a day for it");
    }

    private static KeyDescription waiting(KeyDescription key) {
        return new KeyDescription(
                key.name(),
                key.purpose(),
                key.family(),
                key.algorithm(),
                key.direction(),
                KeyState.PENDING_DESTRUCTION,
                key.checkValue(),
                key.test(),
                key.custody(),
                key.term());
    }
}

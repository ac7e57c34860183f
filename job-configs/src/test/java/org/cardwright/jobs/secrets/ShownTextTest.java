package org.cardwright.jobs.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.Classified;
import org.cardwright.formats.card.DataClass;
import org.junit.jupiter.api.Test;

/**
 * No {@code toString} of the product shows a PAN, a name, a track, a PIN, a key or what is stored of a passphrase.
 *
 * <p>Looked at are all classes, not a list of dangerous ones: a new record is silent about its texts, or says in {@link MayShow}
 * why not.
 */
class ShownTextTest {

    private static final List<Class<?>> PRODUCT = ProductClasses.all();

    @Test
    void a_record_shows_no_text_that_is_not_declared_harmless() {
        Set<String> undeclared = shown(PRODUCT);
        undeclared.removeAll(MayShow.components());
        assertThat(undeclared).isEmpty();
    }

    @Test
    void a_type_that_writes_its_own_text_shows_nothing_it_was_filled_with() {
        List<Class<?>> types = PRODUCT.stream().filter(ShownTextTest::isJudged).toList();
        assertThat(types).contains(CardApplication.class).hasSizeGreaterThan(40);
        assertThat(types.stream().flatMap(ShownTextTest::leak)).isEmpty();
    }

    @Test
    void every_exception_is_still_needed() {
        Set<String> needed = shown(PRODUCT);
        for (Class<?> type : PRODUCT) {
            for (String component : MayShow.components()) {
                String own = MayShow.name(type) + ".";
                if (component.startsWith(own) && isJudged(type) && isReadWithout(type, component)) {
                    needed.add(component);
                }
            }
        }
        Set<String> idle = new TreeSet<>(MayShow.components());
        idle.removeAll(needed);
        assertThat(idle).isEmpty();
        assertThat(PRODUCT.stream().map(MayShow::name)).containsAll(MayShow.unmade());
    }

    @Test
    void nothing_confidential_or_secret_is_declared_harmless() {
        Set<String> classified = new TreeSet<>();
        for (Class<?> type : PRODUCT) {
            for (RecordComponent component : components(type)) {
                Classified declared = component.getAnnotation(Classified.class);
                if (declared != null && declared.value() != DataClass.PUBLIC) {
                    classified.add(MayShow.name(type) + "." + component.getName());
                }
            }
        }
        assertThat(classified).contains("CardApplication.cardholderName", "EncryptedPinBlock.cryptogram");
        assertThat(classified).doesNotContainAnyElementsOf(MayShow.components());
    }

    private static RecordComponent[] components(Class<?> type) {
        return type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
    }

    /** A record as somebody would write it who does not think of it. */
    private record PlantedOrder(int number, List<String> pans) {}

    /** Shows one component that it should not. */
    private record PlantedText(String name, String pin) {

        @Override
        public String toString() {
            return "PlantedText(" + pin + ")";
        }
    }

    @Test
    void a_planted_record_and_a_planted_text_are_found() {
        assertThat(shown(List.of(PlantedOrder.class))).containsExactly("ShownTextTest.PlantedOrder.pans");
        assertThat(leak(PlantedText.class)).hasSize(1);
        assertThat(leak(CardApplication.class)).isEmpty();
    }

    private static Set<String> shown(List<Class<?>> types) {
        Set<String> shown = new TreeSet<>();
        types.stream()
                .filter(type -> !MayShow.isOpen(type))
                .forEach(type ->
                        TextComponents.of(type).forEach(component -> shown.add(MayShow.name(type) + "." + component)));
        return shown;
    }

    private static boolean isJudged(Class<?> type) {
        return !MayShow.isOpen(type)
                && !MayShow.unmade().contains(MayShow.name(type))
                && !type.isEnum()
                && !Modifier.isAbstract(type.getModifiers())
                && !Throwable.class.isAssignableFrom(type)
                && TextComponents.isTextWritten(type);
    }

    private static Stream<String> leak(Class<?> type) {
        String shown = text(type, MayShow.components());
        return CanaryText.isReadIn(shown) ? Stream.of(MayShow.name(type) + ": " + shown) : Stream.empty();
    }

    private static boolean isReadWithout(Class<?> type, String component) {
        List<String> others = new ArrayList<>(MayShow.components());
        others.remove(component);
        return CanaryText.isReadIn(text(type, Set.copyOf(others)));
    }

    private static String text(Class<?> type, Set<String> open) {
        try {
            return new CanaryValues(open).of(type).toString();
        } catch (ReflectiveOperationException unmade) {
            throw new LinkageError("say in PlainValues how to make a " + MayShow.name(type), unmade);
        }
    }
}

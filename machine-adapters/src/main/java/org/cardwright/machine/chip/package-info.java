/**
 * Chip recipes: how each chip of the catalogue wants its data groupings, and the commands that follow from that.
 *
 * <p>In: data groupings of a personalization record and a recipe. Out: STORE DATA commands without a secure channel, which is wrapped
 * around them by the one who has its keys. Spec: EMV CPS, card side; GlobalPlatform Card Specification 2.3.1, 11.11 (STORE DATA).
 *
 * <pre>{@code
 * ChipRecipe recipe = ChipRecipeFile.load(Path.of("recipes/vsdc-dda-16k.xml"));
 * StoreDataScript script = StoreDataScript.of(application, recipe);
 * PersonalizationOutcome outcome = new ChipPersonalizer(card).run(script);
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.chip;

import org.jspecify.annotations.NullMarked;

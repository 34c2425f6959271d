/**
 * Folds the log into documents: live, in a replay, and as of a past moment. The types by what they are for:
 * <ul>
 * <li>Which event belongs to which document: {@code DocumentResolver}, {@code EventTarget}, {@code EventTypes}, {@code DocumentFold}.
 * <li>Folding live events: {@code Generation} is one collection with its processor, {@code FoldingInvoker} folds a batch,
 * {@code GapDetector} looks for missing events, {@code Checkpoints} keeps the positions, {@code Workers} and {@code Pace}
 * limit the threads.
 * <li>Folding old events: {@code Replay} folds the log into an empty collection, and {@code CatchUp} runs it before the
 * processor starts.
 * <li>Events that cannot be folded: {@code DeadLetterQueue}, {@code DeadLetterRetry}, {@code DeadLetterStore}.
 * <li>Past states: {@code TimeTravel}, {@code Histories}, {@code Positions}. {@code ForwardFold} folds a stored document
 * on to a later position.
 * <li>The projections of this process for the packages above: {@code ProjectionHost}, {@code HostedProjection},
 * {@code ServedReadModel}; all of them share a {@code ProjectionRuntime}.
 * </ul>
 * The package stays one: each of these parts uses the routes, the log and the dead letters, so packages of their own
 * would need more public types than {@code LayersTest} allows.
 */
@NullMarked
package io.orderflow.projection.engine;

import org.jspecify.annotations.NullMarked;

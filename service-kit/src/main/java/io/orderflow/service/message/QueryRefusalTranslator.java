package io.orderflow.service.message;

import com.mongodb.MongoException;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryExecutionException;
import org.axonframework.queryhandling.QueryMessage;

/**
 * Turns faults of a query into a refusal, where the query is handled, because only a refusal crosses to another
 * process. Stateless: the framework calls it on many threads at once, and a query changes nothing that would have to be
 * undone.
 */
final class QueryRefusalTranslator implements MessageHandlerInterceptor<QueryMessage<?, ?>> {

    @Override
    public Object handle(UnitOfWork<? extends QueryMessage<?, ?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        try {
            return chain.proceed();
        } catch (ProblemException problem) {
            throw refused(problem.code(), problem.getMessage(), problem);
        } catch (InvalidValue invalid) {
            throw refused(ProblemCode.INVALID_VALUE, invalid.getMessage(), invalid);
        } catch (MongoException outage) {
            throw refused(ProblemCode.UNAVAILABLE, "Try again shortly", outage);
        }
    }

    private static QueryExecutionException refused(ProblemCode code, String detail, Exception cause) {
        return new QueryExecutionException(detail, cause, new Refusal(code, detail));
    }
}

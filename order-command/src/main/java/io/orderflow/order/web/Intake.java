package io.orderflow.order.web;

import io.orderflow.service.web.Admission;
import io.orderflow.service.web.HeadCheck;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses new orders while the processes of earlier ones have to go on first. It does so before the body is read and
 * before the request is looked up, so that refusals do not take the processor time that those processes need. A repeat of an order that
 * was accepted is refused like any other, and gets its answer later. Thread-safe.
 */
public final class Intake implements HeadCheck, WebMvcConfigurer {

    private final BooleanSupplier full;
    private final LongAdder refused = new LongAdder();

    /** @param full whether as many orders are under way as there may be */
    public Intake(BooleanSupplier full) {
        this.full = full;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/orders");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("POST") && full.getAsBoolean()) {
            Duration again = Admission.delayRefusal(request);
            if (full.getAsBoolean()) {
                refused.increment();
                throw new TooManyOrdersUnderWay(again);
            }
        }
        return true;
    }

    /** The number of orders that were refused. */
    public long refused() {
        return refused.sum();
    }
}

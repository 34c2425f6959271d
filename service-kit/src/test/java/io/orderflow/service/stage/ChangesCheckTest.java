package io.orderflow.service.stage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.service.message.Commands;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ChangesCheckTest {

    @Controller
    record Silent(@Nullable Commands commands) {

        @PostMapping("/told")
        @Changes(readModels = "things", document = "/things/{id}")
        void told() {}

        @PostMapping("/forgotten")
        void forgotten() {}

        @GetMapping("/read")
        void read() {}
    }

    @Controller
    record Reading() {

        @PostMapping("/asked")
        void asked() {}
    }

    private static ChangesCheck checkOf(Object controller) {
        StaticApplicationContext context = new StaticApplicationContext();
        context.getBeanFactory().registerSingleton("controller", controller);
        context.refresh();
        RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("mapping", mapping);
        return new ChangesCheck(beans.getBeanProvider(RequestMappingHandlerMapping.class));
    }

    @Test
    void namesTheMethodThatSendsACommandAndDoesNotSayWhereItsEffectIsSeen() {
        assertThatThrownBy(checkOf(new Silent(null))::afterSingletonsInstantiated)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@Changes")
                .hasMessageContaining("Silent#forgotten")
                .hasMessageNotContaining("Silent#told")
                .hasMessageNotContaining("Silent#read");
    }

    @Test
    void asksNothingOfAControllerThatSendsNoCommands() {
        assertThatCode(checkOf(new Reading())::afterSingletonsInstantiated).doesNotThrowAnyException();
    }
}

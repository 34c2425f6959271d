package io.orderflow.console.page;

import io.orderflow.console.access.SignInCheck;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templatemode.TemplateMode;

/** Sets up the templates and the files of the pages. The framework calls it once, at the start. */
@Configuration(proxyBeanMethods = false)
@Import({ShellAdvice.class, ProblemAdvice.class, SessionController.class, StateController.class})
public class PageConfiguration implements WebMvcConfigurer {

    private static final String WEBJARS = "classpath:/META-INF/resources/webjars/";
    private static final String UTF_8 = "UTF-8";

    private final SignInCheck signIn;

    PageConfiguration(SignInCheck signIn) {
        this.signIn = signIn;
    }

    @Bean
    Show show() {
        return new Show(Clock.systemUTC());
    }

    /** The pages are of one directory, and are parsed once. */
    @Bean
    ThymeleafViewResolver templates(ApplicationContext context) {
        SpringResourceTemplateResolver files = new SpringResourceTemplateResolver();
        files.setApplicationContext(context);
        files.setPrefix("classpath:/io/orderflow/console/templates/");
        files.setSuffix(".html");
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding(UTF_8);
        // Expressions are not compiled: the compiler would keep the class loader of the first console of the JVM.
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        ThymeleafViewResolver resolver = new ThymeleafViewResolver();
        resolver.setTemplateEngine(engine);
        resolver.setCharacterEncoding(UTF_8);
        // A page that fails halfway becomes the page of an error, and a form may still begin a session.
        resolver.setProducePartialOutputWhileProcessing(false);
        return resolver;
    }

    /** Named in the page with a version, so that a browser may keep them. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/io/orderflow/console/assets/", WEBJARS + "htmx.org/2.0.7/dist/",
                        WEBJARS + "htmx-ext-sse/2.2.2/", WEBJARS + "uplot/1.6.30/dist/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(30)).cachePublic());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(signIn);
    }
}

package sample;

import org.axonframework.config.Configuration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest("axon-server.embedded.transport=in-process")
class InProcessTest extends Features {

    @Autowired
    private Configuration application;

    @Autowired
    private Parcels.Projection projection;

    @Override
    Configuration application() {
        return application;
    }

    @Override
    Parcels.Projection projection() {
        return projection;
    }
}

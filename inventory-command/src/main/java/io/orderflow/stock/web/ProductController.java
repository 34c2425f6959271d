package io.orderflow.stock.web;

import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.ChangePrice;
import io.orderflow.api.stock.StockCommand.ListProduct;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.message.Outcome;
import io.orderflow.service.stage.Changes;
import io.orderflow.service.web.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists products, changes their prices and receives their goods. */
@RestController
@Changes(readModels = "stock", document = "/products/{sku}")
@Tag(name = "Products")
@RequestMapping("/products")
public final class ProductController {

    private final Commands commands;

    public ProductController(Commands commands) {
        this.commands = commands;
    }

    @PostMapping
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "listProduct", summary = "Lists a product")
    ResponseEntity<ProductChanged> list(@Valid @RequestBody ListProductRequest request, IfMatch ifMatch) {
        Outcome outcome = commands.send(new ListProduct(request.sku(), request.name(), request.unitPrice()),
                ifMatch);
        return Answers.created(outcome, locationOf(request.sku()),
                new ProductChanged(request.sku(), outcome.version()));
    }

    @PutMapping("/{sku}/price")
    @Operation(operationId = "changePrice", summary = "Changes a product's price")
    ResponseEntity<ProductChanged> changePrice(@PathVariable Sku sku, @Valid @RequestBody ChangePriceRequest request,
            IfMatch ifMatch) {
        Outcome outcome = commands.send(new ChangePrice(sku, request.unitPrice()), ifMatch);
        return Answers.ok(outcome, new ProductChanged(sku, outcome.version()));
    }

    /** Books a receipt. A receipt has no page of its own: the answer points to the product whose stock it raised. */
    @PostMapping("/{sku}/receipts")
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "receiveGoods", summary = "Receives goods")
    ResponseEntity<StockRaised> receive(@PathVariable Sku sku, @Valid @RequestBody ReceiveGoodsRequest request,
            NewId newId,
            IfMatch ifMatch) {
        ReceiptId id = request.receiptId() == null ? new ReceiptId(newId.value()) : request.receiptId();
        Outcome outcome = commands.send(new ReceiveStock(sku, request.quantity(), id), ifMatch);
        return Answers.created(outcome, locationOf(sku),
                new StockRaised(sku, id, request.quantity(), outcome.version()));
    }

    private static URI locationOf(Sku sku) {
        return URI.create("/products/" + sku.value());
    }

    /** The answer to a change of a product. */
    record ProductChanged(Sku sku, long version) {}

    /** The answer to a receipt; its id is the client's, or was made by the server. */
    record StockRaised(Sku sku, ReceiptId receiptId, int quantity, long version) {}
}

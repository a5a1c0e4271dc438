using Isop.Core.Storage;

namespace Isop.Tests.Storage;

public sealed class AzureTableStoreContractTests(AzuriteFixture azurite) : DocumentStoreContract, IAsyncLifetime
{
    private AzureTableStore? store;

    protected override IDocumentStore Store => store!;

    public async ValueTask InitializeAsync() => store = await azurite.StoreAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Isop.Core.Storage;

namespace Isop.Tests.Storage;

public sealed class SqliteStoreContractTests : DocumentStoreContract, IAsyncLifetime
{
    private readonly TemporaryStore store = TestStores.Memory();

    protected override IDocumentStore Store => store;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

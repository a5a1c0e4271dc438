using Isop.Core.Bezorging;
using Isop.Core.Storage;
using Isop.Tests.Storage;

namespace Isop.Tests.Bezorging;

public sealed class SturingTests
{
    [Fact]
    public async Task What_workers_obey_is_read_in_one_short_range_however_long_its_history()
    {
        await using var inner = TestStores.Memory();
        var store = new RowCountingStore(inner);
        var sturing = new Sturing(store);
        for (var i = 0; i < 30; i++)
        {
            await sturing.StopAllAsync("bureau", "proef", BezorgWereld.Monday.AddMinutes(i), BezorgWereld.Token);
            await sturing.ResumeAsync("bureau", BezorgWereld.Monday.AddMinutes(i), BezorgWereld.Token);
        }

        await sturing.PauseAsync("tenant", BezorgWereld.Monday.AddHours(1), "rustig aan", BezorgWereld.Token);
        await sturing.StopAllAsync("bureau", "proef", BezorgWereld.Monday.AddHours(1), BezorgWereld.Token);
        store.Reset();

        var stand = await sturing.ReadAsync(BezorgWereld.Token);

        Assert.True(stand.IsStopped);
        Assert.Equal(BezorgWereld.Monday.AddHours(1), stand.PausedUntil("tenant", BezorgWereld.Monday));
        Assert.Equal((1, 2), (store.Reads, store.Rows));
    }
}

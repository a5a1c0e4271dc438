using Isop.Bot.Beheer;
using Isop.Bot.Development;
using Isop.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Beheer;

/// <summary>The command line on a store of its own, at a fixed moment.</summary>
internal sealed class Opdrachtwereld : IAsyncDisposable
{
    /// <summary>A Monday, ten in the morning in Amsterdam.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = TestStores.NewFolder();

    public TemporaryStore Store { get; } = TestStores.Memory();

    public FakeTimeProvider Clock { get; } = new(Monday);

    public async Task<Uitkomst> RunAsync(params string[] args)
    {
        var opdracht = Opdrachtregel.Read([.. args, $"--Isop:Storage={Store.ConnectionString}", "--environment=Production"]);
        Assert.NotNull(opdracht);
        using var uit = new StringWriter();
        using var fouten = new StringWriter();
        var code = await Beheerder.RunAsync(opdracht, uit, fouten, Clock, null, TestContext.Current.CancellationToken);
        return new Uitkomst(code, uit.ToString(), fouten.ToString());
    }

    /// <summary>The path of a file with these bytes.</summary>
    public string File(string name, byte[] bytes)
    {
        var path = PathOf(name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A sound register of about thirty people.</summary>
    public string Register()
    {
        using var zip = Demoregister.Zip(Monday);
        using var bytes = new MemoryStream();
        zip.CopyTo(bytes);
        return File("register.zip", bytes.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

internal sealed record Uitkomst(int Code, string Uit, string Fouten);

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Isop.Core;
using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Tests.Register;

/// <summary>Makes a register the one of now, without reading it from a file.</summary>
internal static class Registerversie
{
    public static async Task ZetAsync(IDocumentStore store, RegisterSnapshot register, string version, DateTimeOffset now)
    {
        var ct = TestContext.Current.CancellationToken;
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(gzip, register.Data, CoreJson.Default.RegisterData, ct);
        }

        var manifest = new RegisterManifest
        {
            Base = "", CreatedAt = now, By = "systeem", Chunks = 1, Hash = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())),
            PeopleEnded = 0, People = 0, StagesEnded = 0, Stages = 0, NeedsConfirmation = false, Summary = "",
        };
        await store.CommitAsync(
            new Partition("register", $"versie:{version}"),
            [
                Documents.Add("deel:0000", new RegisterChunk(bytes.ToArray()), CoreJson.Default.RegisterChunk),
                Documents.Add("manifest", manifest, CoreJson.Default.RegisterManifest),
            ],
            ct);
        var was = await store.ReadAsync(RegisterStore.Partition, "huidig", CoreJson.Default.RegisterPointer, ct);
        var pointer = new RegisterPointer { Current = version, Previous = "", AppliedAt = now, By = "systeem" };
        await store.CommitAsync(RegisterStore.Partition, [Documents.Save("huidig", pointer, was, CoreJson.Default.RegisterPointer)], ct);
    }
}

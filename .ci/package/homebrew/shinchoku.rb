class Shinchoku < Formula
  desc "Yearly progress booklets of Japanese welfare councils, from YAML to PDF"
  homepage "{repository}"
  version "{version}"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "{download}/shinchoku-{version}-macos-aarch64.tar.gz"
      sha256 "{sha256:macos-aarch64}"
    end
    on_intel do
      url "{download}/shinchoku-{version}-macos-x86_64.tar.gz"
      sha256 "{sha256:macos-x86_64}"
    end
  end

  on_linux do
    on_arm do
      url "{download}/shinchoku-{version}-linux-aarch64.tar.gz"
      sha256 "{sha256:linux-aarch64}"
    end
    on_intel do
      url "{download}/shinchoku-{version}-linux-x86_64.tar.gz"
      sha256 "{sha256:linux-x86_64}"
    end
  end

  def install
    bin.install "shinchoku"
    doc.install "はじめに.txt", "変更点.txt", "licenses"
  end

  test do
    system bin/"shinchoku", "init", "plan", "--name", "計画", "--publisher", "協議会", "--period", "R6-R10",
           "--grades", "A 達成、B 未達成", "--sections", "総務係"
    system bin/"shinchoku", "build", "--root", "plan", "-o", testpath/"plan.pdf"
    assert_equal "%PDF", (testpath/"plan.pdf").binread(4)
  end
end
